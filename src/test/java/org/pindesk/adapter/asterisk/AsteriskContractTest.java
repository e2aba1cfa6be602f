package org.pindesk.adapter.asterisk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pindesk.adapter.PbxContract;
import org.pindesk.core.Person;
import org.pindesk.core.Secret;
import org.pindesk.demo.asterisk.AsteriskSimulator;
import org.pindesk.demo.asterisk.Quirk;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Fault;

/** The contract of all telephone systems, kept by the connector for Asterisk, whose telephone is voicemail. */
class AsteriskContractTest extends PbxContract {
    /** Somebody else's PIN, which AMI shows with every mailbox; so long that it stands nowhere by chance. */
    private static final String NEIGHBOUR = "62049173058673091586";

    private final AsteriskSimulator simulator = new AsteriskSimulator(Company.people());

    @Override
    protected void start() {
        // it listens as soon as it is made
        simulator.edit("default", "1999 => " + NEIGHBOUR + ",Neighbour,neighbour@beispiel.example");
    }

    @Override
    protected void stop() {
        simulator.close();
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of(
                "URL", "amis://127.0.0.1:" + simulator.port(),
                "CA_FILE", file("ca.pem", simulator.caPem()),
                "USER", AsteriskSimulator.USER,
                "PASSWORD", AsteriskSimulator.PASSWORD,
                "WRITE_USER", AsteriskSimulator.USER,
                "WRITE_PASSWORD", AsteriskSimulator.PASSWORD);
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
        return person("bob", "robert@elsewhere.example", "Robert", "Baker", List.of("+49 30 5550 1102"));
    }

    /** Mailboxes have no roles. */
    @Override
    protected Optional<Person> administrator() {
        return Optional.empty();
    }

    @Override
    protected boolean signsIn(String userId, Secret pin) {
        return simulator.voicemail(userId.substring(0, userId.indexOf('@')), pin.open());
    }

    @Override
    protected void misbehave(Fault fault) {
        simulator.misbehave(fault);
    }

    @Override
    protected long badSignIns() {
        return simulator.badSignIns();
    }

    @Override
    protected void requireDigits(int digits) {
        simulator.edit("general", "minpassword = " + digits);
    }

    @Override
    protected boolean judgesPinsThatAreSet() {
        return false;
    }

    /** AMI has no pages, so that most are its own; {@code TRUNCATED} is {@code HALF_ANSWER} here, after which the connection ends. */
    @Override
    protected Set<String> brokenAnswers() {
        return Set.of("LOGIN_PAGE", "OTHER_GREETING", "HALF_ANSWER", "OTHER_ID", "NEITHER", "OVERSIZED", "EVENTS");
    }

    @Override
    protected void breakAnswers(String how, boolean resetsAlone) {
        simulator.breakAnswers(
                how.equals("LOGIN_PAGE") ? Quirk.WEB_SERVER : Quirk.valueOf(how), resetsAlone ? "UpdateConfig" : "");
    }

    @Override
    protected Set<String> secretsInAnswers() {
        return Set.of(NEIGHBOUR);
    }

    private static Person employee(String account) {
        return person(Company.find(account).orElseThrow());
    }
}
