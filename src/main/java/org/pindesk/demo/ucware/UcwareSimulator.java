package org.pindesk.demo.ucware;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.demo.company.Fault;
import org.pindesk.demo.tls.ServerCertificate;
import org.pindesk.demo.ucware.RpcEndpoint.Behaviour;
import org.pindesk.demo.ucware.RpcJournal.Received;
import org.pindesk.demo.wire.HttpsListener;

/**
 * A UCware Server with some people of the demo company: JSON-RPC over HTTPS, telephones and the sign-in of the client. Misbehaviour
 * concerns the interface alone; telephones and client always work. Built from what two open-source clients of the interface show;
 * nobody compared it with a real server. Thread-safe.
 */
public final class UcwareSimulator implements AutoCloseable {
    /** The service account, member of {@code admins}. */
    public static final String API_USER = "pindesk-api";

    public static final String API_PASSWORD = "Api.Ucware.6402";
    /** A token of the same account; lives for ever. */
    public static final String API_TOKEN = "ucw.token.Q7f3K9";

    public static final String SIGNED_IN = "signed in";
    /** What the telephone shows; made up. */
    public static final String PHONE_REFUSED = "Login failed";
    /** What the client shows; made up. */
    public static final String CLIENT_REFUSED = "Invalid username or password";

    private final ServerCertificate certificate;
    private final UserStore store;
    private final Tokens tokens = new Tokens();
    private final RpcJournal journal = new RpcJournal();
    private final RpcOperations operations;
    private final HttpsListener<Behaviour> listener;
    private volatile BackendLogin backend = (login, password) -> false;
    private volatile Behaviour behaviour = new Behaviour(Fault.UP, Quirk.NONE, null, Set.of("/api/2", "/api/1"), false);

    /**
     * @param people who has a user there; everybody begins with the company's PIN, local users with its password
     */
    public UcwareSimulator(List<Subscriber> people) {
        this(people, ServerCertificate.forLoopback());
    }

    UcwareSimulator(List<Subscriber> people, ServerCertificate certificate) {
        ObjectMapper json = JsonMapper.builder().build();
        this.certificate = certificate;
        this.store = new UserStore(people);
        this.operations = new RpcOperations(store, tokens, json);
        this.listener = new HttpsListener<>(
                "ucware", certificate, new RpcEndpoint(operations, tokens, journal, json), () -> behaviour);
    }

    /** Listens on a free port of 127.0.0.1, which stays the same until {@link #close}. */
    public void start() {
        listener.start();
    }

    /** {@code https://127.0.0.1:PORT}. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + listener.port());
    }

    /** The self-signed certificate, to be trusted; names 127.0.0.1 and localhost. */
    public String caPem() {
        return certificate.pem();
    }

    /** Behaves so until told otherwise. Requests that hang are dropped when this changes. */
    public synchronized void misbehave(Fault fault) {
        behaviour =
                new Behaviour(fault, behaviour.quirk(), behaviour.only(), behaviour.bases(), behaviour.slashWanted());
        listener.follow(fault);
    }

    /**
     * @param only the one method that is concerned; null = all
     */
    synchronized void breakAnswers(Quirk quirk, @Nullable String only) {
        behaviour = new Behaviour(behaviour.fault(), quirk, only, behaviour.bases(), behaviour.slashWanted());
        listener.release();
    }

    /**
     * Has its interface at these paths from now on: {@code /api/2} (users by number), {@code /api/1} and {@code /ucware/api} (by
     * username); 404 elsewhere. The first two at the start.
     *
     * @throws IllegalArgumentException for another path
     */
    public synchronized void serve(String... bases) {
        if (!RpcEndpoint.BASES.keySet().containsAll(Set.of(bases))) {
            throw new IllegalArgumentException("paths are " + RpcEndpoint.BASES.keySet());
        }
        behaviour = new Behaviour(
                behaviour.fault(), behaviour.quirk(), behaviour.only(), Set.of(bases), behaviour.slashWanted());
    }

    /** Whether addresses without a slash at their end are redirected to those with one; not so at the start. */
    public synchronized void wantSlash(boolean wanted) {
        behaviour = new Behaviour(behaviour.fault(), behaviour.quirk(), behaviour.only(), behaviour.bases(), wanted);
    }

    /** Whether an unknown user is answered with an error; with null at the start. */
    public void unknownUserIsError(boolean error) {
        operations.unknownUserIsError(error);
    }

    /** Takes no token any more that it gave out; {@link #API_TOKEN} stays good. */
    public void endTokens() {
        tokens.endAll();
    }

    /** From now on passwords of people of other backends are checked here. Nobody's is taken before. */
    public void directory(BackendLogin login) {
        backend = login;
    }

    /**
     * Signs in at a telephone: key icon, extension, PIN.
     *
     * @return {@link #SIGNED_IN} or {@link #PHONE_REFUSED}, also for people without an extension
     */
    public String phone(String account, String pin) {
        return store.find(account, user -> user.extension() != null && user.hasPin(pin))
                        .orElse(false)
                ? SIGNED_IN
                : PHONE_REFUSED;
    }

    /**
     * Signs in to the client: with the server's own password for local users, with the directory's for the others.
     *
     * @return {@link #SIGNED_IN} or {@link #CLIENT_REFUSED}
     */
    public String portal(String account, String secret) {
        boolean local = store.find(account, user -> Subscriber.LOCAL.equals(user.authBackend()))
                .orElse(true);
        boolean right = local
                ? store.find(account, user -> user.hasPassword(secret)).orElse(false)
                : backend.signsIn(account, secret);
        return right ? SIGNED_IN : CLIENT_REFUSED;
    }

    /** Whether there is such a user. */
    public boolean has(String account) {
        return store.find(account, user -> true).orElse(false);
    }

    /** How many PINs this user has had, the first one included; 0 when there is no such user. */
    public int pinsHeld(String account) {
        return store.find(account, User::pinsHeld).orElse(0);
    }

    /**
     * Puts a user into {@code admins}.
     *
     * @throws IllegalArgumentException when there is no such user, as below
     */
    public void makeAdministrator(String account) {
        store.change(account, user -> user.join(UserStore.ADMINS_ID));
    }

    /**
     * Gives a user another backend.
     *
     * @param name null = answers do not show one
     * @param externalId name of the entry there, or empty
     */
    public void backend(String account, @Nullable String name, String externalId) {
        store.change(account, user -> user.backend(name, externalId));
    }

    public void mail(String account, String address) {
        store.change(account, user -> user.mail(address));
    }

    /** Every request, oldest first, secrets masked. */
    public List<Received> journal() {
        return journal.entries();
    }

    public void clearJournal() {
        journal.clear();
    }

    @Override
    public void close() {
        listener.stop();
    }
}
