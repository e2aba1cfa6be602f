package org.pindesk.adapter.unity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.adapter.PbxContract;
import org.pindesk.core.Person;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.unity.BrokenUnity;
import org.pindesk.demo.unity.UnitySimulator;

/** The contract of all telephone systems, kept by the connector for Unity Connection. */
class UnityContractTest extends PbxContract {
    private final UnitySimulator simulator = new UnitySimulator(clock, Company.people());

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
                "FOR", "hq",
                "CA_FILE", file("ca.pem", simulator.caPem()),
                "USER", UnitySimulator.READER_USER,
                "PASSWORD", UnitySimulator.READER_PASSWORD,
                "WRITE_USER", UnitySimulator.WRITER_USER,
                "WRITE_PASSWORD", UnitySimulator.WRITER_PASSWORD);
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
        return simulator.voicemail(userId, pin.open()).equals("signed in");
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
        return BrokenUnity.all();
    }

    @Override
    protected void breakAnswers(String how, boolean resetsAlone) {
        if (resetsAlone) {
            BrokenUnity.answers(simulator, how, "PUT", "");
        } else {
            BrokenUnity.answers(simulator, how);
        }
    }

    private static Person employee(String account) {
        return person(Company.find(account).orElseThrow());
    }
}
