package org.pindesk.testing;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Ends each run of the tests by saying whether the AXL messages in it were checked against Cisco's schema. */
public final class SchemaRemark implements TestExecutionListener {
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String folder = System.getenv("AXL_SCHEMA_DIR");
        System.out.println(folder == null || folder.isBlank() ? "AXL schema: not available" : "AXL schema: checked");
    }
}
