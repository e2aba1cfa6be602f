package org.pindesk.adapter.ucware;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.adapter.PbxContract;
import org.pindesk.core.Person;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.ucware.BrokenUcware;
import org.pindesk.demo.ucware.Subscriber;
import org.pindesk.demo.ucware.UcwareSimulator;

/** The contract of all telephone systems, kept by the connector for UCware with a password. */
class UcwareContractTest extends PbxContract {
    private static final Employee UWE = UcwareWorld.employee("uwe", "Uwe", "Ulrich", "1301");
    private static final Employee LENA = UcwareWorld.employee("lena", "Lena", "Lorenz", "1302");
    private static final Employee ULLA = UcwareWorld.employee("ulla", "Ulla", "Urban", "1304");
    private static final Employee CARL = UcwareWorld.employee("carl", "Carl", "Conrad", "1303");

    private final UcwareSimulator simulator = new UcwareSimulator(List.of(
            Subscriber.local(UWE),
            Subscriber.fromDirectory(LENA, UcwareWorld.BACKEND, UcwareWorld.LENAS_ENTRY),
            Subscriber.local(ULLA),
            Subscriber.local(CARL).asAdministrator()));

    private int digits = 6;

    @Override
    protected void start() {
        simulator.start();
    }

    @Override
    protected void stop() {
        simulator.close();
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of(
                "URL", simulator.url().toString(),
                "CA_FILE", file("ca.pem", simulator.caPem()),
                "USER", UcwareSimulator.API_USER,
                "PASSWORD", UcwareSimulator.API_PASSWORD,
                "WRITE_USER", UcwareSimulator.API_USER,
                "WRITE_PASSWORD", UcwareSimulator.API_PASSWORD,
                "PIN_LENGTH", Integer.toString(digits));
    }

    @Override
    protected List<Person> people() {
        return List.of(person(UWE), person(LENA), person(ULLA));
    }

    @Override
    protected Person stranger() {
        return person(UcwareWorld.employee("nora", "Nora", "Nagel", null));
    }

    @Override
    protected Person doubtful() {
        return person("uwe", "ulf@elsewhere.example", "Ulf", "Unger", List.of("+49 30 5550 1399"));
    }

    @Override
    protected Optional<Person> administrator() {
        return Optional.of(person(CARL));
    }

    @Override
    protected boolean signsIn(String userId, Secret pin) {
        return simulator.phone(userId, pin.open()).equals(UcwareSimulator.SIGNED_IN);
    }

    @Override
    protected void misbehave(Fault fault) {
        simulator.misbehave(fault);
    }

    @Override
    protected long badSignIns() {
        return simulator.journal().stream().filter(each -> each.status() == 401).count();
    }

    /** The server does not tell its own rule: it is configured. */
    @Override
    protected void requireDigits(int many) {
        digits = many;
    }

    @Override
    protected Set<String> brokenAnswers() {
        return BrokenUcware.all();
    }

    @Override
    protected void breakAnswers(String how, boolean resetsAlone) {
        if (resetsAlone) {
            BrokenUcware.answers(simulator, how, "setPin");
        } else {
            BrokenUcware.answers(simulator, how);
        }
    }

    @Override
    protected Set<String> secretsInAnswers() {
        return Set.of(BrokenUcware.barringPin());
    }
}
