package org.pindesk.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Staff;

/** Lists the accounts of the demo company. */
final class People {
    private People() {}

    static void print(Staff staff, PrintStream out, boolean json) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (Employee employee : staff.people()) {
            String pin = employee.hasTelephone() ? Company.START_PIN : "-";
            String extension = employee.hasTelephone() ? String.valueOf(employee.extension()) : "-";
            if (json) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("account", employee.account());
                row.put("name", employee.fullName());
                row.put("extension", extension);
                row.put("pin", pin);
                row.put("what", employee.what());
                out.println(mapper.writeValueAsString(row));
            } else {
                out.printf(
                        "%-7s %-14s ext. %-5s PIN %-7s %s%n",
                        employee.account(), employee.fullName(), extension, pin, employee.what());
            }
        }
    }
}
