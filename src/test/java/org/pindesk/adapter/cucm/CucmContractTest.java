package org.pindesk.adapter.cucm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.adapter.PbxContract;
import org.pindesk.core.Person;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.cucm.BrokenCucm;
import org.pindesk.demo.cucm.CucmSimulator;

/** The contract of all telephone systems, kept by the connector for CUCM. */
class CucmContractTest extends PbxContract {
    private final CucmSimulator simulator = new CucmSimulator(clock, Company.people());

    @Override
    protected void start() {
        simulator.start();
    }

    @Override
    protected void stop() {
        simulator.close();
        assertThat(simulator.schemaViolations()).isEmpty();
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of(
                "URL", simulator.url().toString(),
                "CA_FILE", file("ca.pem", simulator.caPem()),
                "USER", CucmSimulator.READER_USER,
                "PASSWORD", CucmSimulator.READER_PASSWORD,
                "WRITE_USER", CucmSimulator.WRITER_USER,
                "WRITE_PASSWORD", CucmSimulator.WRITER_PASSWORD);
    }

    @Override
    protected List<Person> people() {
        return List.of(employee("bob"), employee("alice"), employee("fritz"));
    }

    @Override
    protected Person stranger() {
        return employee("nora");
    }

    @Override
    protected Person doubtful() {
        return person("bob", "robert@elsewhere.example", "Robert", "Baker", List.of("+49 30 5550 1199"));
    }

    @Override
    protected Optional<Person> administrator() {
        return Optional.of(employee("carl"));
    }

    @Override
    protected boolean signsIn(String userId, Secret pin) {
        return simulator.phoneSignIn(userId, pin.open()).equals("signed in");
    }

    @Override
    protected void misbehave(Fault fault) {
        simulator.misbehave(fault);
    }

    @Override
    protected long badSignIns() {
        return simulator.journal().stream().filter(each -> each.status() == 401).count();
    }

    @Override
    protected void requireDigits(int digits) {
        simulator.requireDigits(digits);
    }

    @Override
    protected boolean lockByAdministrator(String userId) {
        simulator.lockByAdministrator(userId, true);
        return true;
    }

    @Override
    protected Set<String> brokenAnswers() {
        return BrokenCucm.all();
    }

    @Override
    protected void breakAnswers(String how, boolean resetsAlone) {
        if (resetsAlone) {
            BrokenCucm.answers(simulator, how, "updateUser");
        } else {
            BrokenCucm.answers(simulator, how);
        }
    }

    @Override
    protected Set<String> secretsInAnswers() {
        return Set.of(BrokenCucm.bindPassword());
    }

    private static Person employee(String account) {
        return person(Company.find(account).orElseThrow());
    }
}
