package org.pindesk.usecase;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.BackendException;
import org.pindesk.core.ChatUser;
import org.pindesk.core.Event;
import org.pindesk.core.Letter;
import org.pindesk.core.MessageRef;
import org.pindesk.core.Origin;
import org.pindesk.core.Person;
import org.pindesk.core.PersonId;
import org.pindesk.core.Problem;
import org.pindesk.core.Reply;
import org.pindesk.core.Request;
import org.pindesk.port.Chat;
import org.pindesk.port.ChatException;
import org.pindesk.port.Directory;
import org.pindesk.port.Inbox;
import org.pindesk.port.Mail;
import org.pindesk.port.Profile;
import org.pindesk.port.Store;

/**
 * People whom no chat reaches, as one more chat platform: messages become letters, their buttons links to the bot's own pages, and what is
 * for the owner's eyes alone stands on the page at which that person sits at this moment. Its accounts are directory entries: the
 * account's id is the person's, and nobody but a page ({@link PageVisits}) speaks for one.
 */
public final class MailChat implements Chat {
    static final String PLATFORM = "mail";

    private static final String TEAM = "directory";
    private static final Origin PAGE = new Origin("page", null, null, null, null);
    private static final int ID_BYTES = 16;

    private final Directory directory;
    private final Mail mail;
    private final Store store;
    private final Doors doors;
    private final RandomGenerator random;
    private final Locale language;
    private final ZoneId zone;
    private final ThreadLocal<@Nullable Visit> visits = new ThreadLocal<>();

    /**
     * @param language of letters
     * @param zone of the times in letters and on pages
     */
    public MailChat(
            Directory directory,
            Mail mail,
            Store store,
            Doors doors,
            RandomGenerator random,
            Locale language,
            ZoneId zone) {
        this.directory = directory;
        this.mail = mail;
        this.store = store;
        this.doors = doors;
        this.random = random;
        this.language = language;
        this.zone = zone;
    }

    /** The account by which a person is reached by mail. */
    static ChatUser userOf(PersonId person) {
        return new ChatUser(PLATFORM, TEAM, person.value());
    }

    static boolean isMail(ChatUser user) {
        return user.platform().equals(PLATFORM);
    }

    /** Where what is pressed on a page comes from. */
    static Origin page() {
        return PAGE;
    }

    /** Whether letters with links can go to this address at all. */
    boolean reaches(String address) {
        return mail.hasDoors() && mail.refuses(address).isEmpty();
    }

    /** Somebody who sits at a page and waits for what it says next. */
    static final class Visit {
        private final Locale language;
        private @Nullable Reply said;
        private boolean left;

        Visit(Locale language) {
            this.language = language;
        }

        /** Whether the person still waited; what came last is what they read. */
        synchronized boolean say(Reply reply) {
            if (left) {
                return false;
            }
            said = reply;
            return true;
        }

        synchronized boolean waits() {
            return !left;
        }

        /** The person waits no longer; what was said until then, null for nothing. */
        synchronized @Nullable Reply leave() {
            left = true;
            return said;
        }
    }

    /** Runs a story in this thread for somebody at a page: what it says to them stands there, in their browser's language. */
    void during(Visit visit, Runnable story) {
        visits.set(visit);
        try {
            story.run();
        } finally {
            visits.remove();
        }
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    /** Nothing arrives by mail. */
    @Override
    public void start(Inbox inbox) {}

    @Override
    public boolean connected() {
        return true;
    }

    /**
     * @throws BackendException when the directory gives no clear answer
     */
    @Override
    public Profile profile(ChatUser user) {
        Visit visit = visits.get();
        Locale locale = visit == null ? language : visit.language;
        Optional<Person> person = directory.read(new PersonId(user.id()));
        String address = person.map(Person::mail).orElse(null);
        return new Profile(
                user,
                person.map(Person::displayName).orElse(""),
                address,
                address != null,
                person.isPresent() ? Profile.Standing.MEMBER : Profile.Standing.DELETED,
                locale,
                zone);
    }

    @Override
    public Optional<Profile> knownProfile(ChatUser user) {
        return Optional.empty();
    }

    @Override
    public Optional<ChatUser> findByMail(String address) {
        Person person = directory.byMail(address).person();
        return person == null ? Optional.empty() : Optional.of(userOf(person.id()));
    }

    @Override
    public void reply(ChatUser user, Origin origin, Reply reply) {
        Visit visit = visits.get();
        if ((visit == null || !visit.say(reply)) && reply.secret() == null) {
            direct(user, reply);
        }
    }

    @Override
    public MessageRef direct(ChatUser user, Reply reply) {
        if (reply.secret() != null) {
            throw new ChatException(ChatException.Kind.REFUSED, "a secret is never sent by mail");
        }
        String address = address(user);
        List<Letter.Door> links = new ArrayList<>();
        List<String> paragraphs = new ArrayList<>(List.of(reply.text().split("\n")));
        Voice voice = new Voice(language, zone);
        for (Reply.Button button : reply.buttons()) {
            Optional<Request> request = store.tx(tx -> tx.requests().byId(button.value()));
            if (request.isPresent() && button.action().equals("take")) {
                links.add(doors.fetch(request.get(), button.label()));
                paragraphs.add(voice.say("mail.offer.code-needed"));
            } else if (request.isPresent() && button.action().equals("notme")) {
                links.add(doors.notMe(request.get(), button.label()));
            }
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String title = reply.title();
        Letter letter = new Letter(
                HexFormat.of().formatHex(id),
                address,
                language,
                title == null ? paragraphs.get(0) : title,
                paragraphs,
                links);
        try {
            mail.send(letter);
        } catch (BackendException e) {
            boolean never = e.problem() == Problem.REFUSED;
            throw new ChatException(
                    never ? ChatException.Kind.UNREACHABLE_PERSON : ChatException.Kind.LATER,
                    "mail: " + e.getMessage(),
                    null,
                    e);
        }
        return new MessageRef(PLATFORM, "letter", letter.id());
    }

    private String address(ChatUser user) {
        String address;
        try {
            address = profile(user).mail();
        } catch (BackendException e) {
            throw new ChatException(ChatException.Kind.LATER, "mail: " + e.getMessage(), null, e);
        }
        if (address == null || mail.refuses(address).isPresent()) {
            throw new ChatException(ChatException.Kind.UNREACHABLE_PERSON, "the directory has no address for letters");
        }
        return address;
    }

    @Override
    public Optional<String> unfit(String channel) {
        return Optional.of("mail has no channels");
    }

    @Override
    public MessageRef post(String channel, Reply reply) {
        throw new ChatException(ChatException.Kind.REFUSED, "mail has no channels");
    }

    /** A letter that was sent stays as it is; the page behind its links tells how things stand. */
    @Override
    public void update(MessageRef message, Reply reply) {}

    @Override
    public boolean openWindow(Event event, Reply reply) {
        return false;
    }

    @Override
    public Place show(Event event, Reply reply) {
        Visit visit = visits.get();
        return visit != null && visit.say(reply) ? Place.EPHEMERAL : Place.NOWHERE;
    }

    /** The page stays, and says so. */
    @Override
    public void finishWindow(Event event, Reply reply) {
        Visit visit = visits.get();
        if (visit != null) {
            visit.say(reply);
        }
    }

    @Override
    public void close() {}
}
