package org.pindesk.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pindesk.adapter.totp.TimeBasedCodes;
import org.pindesk.adapter.wire.Threads;
import org.pindesk.authorization.Approvers;
import org.pindesk.authorization.Authorizer;
import org.pindesk.command.Dispatcher;
import org.pindesk.core.PersonId;
import org.pindesk.gateway.CredentialGateway;
import org.pindesk.gateway.Credentials;
import org.pindesk.gateway.Locator;
import org.pindesk.gateway.PasswordMaker;
import org.pindesk.gateway.PinMaker;
import org.pindesk.port.Chat;
import org.pindesk.port.Pbx;
import org.pindesk.port.Store;
import org.pindesk.port.Visits;
import org.pindesk.usecase.AccountMails;
import org.pindesk.usecase.Actors;
import org.pindesk.usecase.ApprovalBook;
import org.pindesk.usecase.ApproverSearch;
import org.pindesk.usecase.AskForSecret;
import org.pindesk.usecase.Asking;
import org.pindesk.usecase.BreakGlass;
import org.pindesk.usecase.BreakGlassPeople;
import org.pindesk.usecase.Disowning;
import org.pindesk.usecase.Doors;
import org.pindesk.usecase.EmergencyBrake;
import org.pindesk.usecase.EndRequest;
import org.pindesk.usecase.FollowUp;
import org.pindesk.usecase.Granted;
import org.pindesk.usecase.Happenings;
import org.pindesk.usecase.Home;
import org.pindesk.usecase.Identities;
import org.pindesk.usecase.LastSight;
import org.pindesk.usecase.MailChat;
import org.pindesk.usecase.MailRoute;
import org.pindesk.usecase.Mailboxes;
import org.pindesk.usecase.MailedOffers;
import org.pindesk.usecase.NewRequests;
import org.pindesk.usecase.Notices;
import org.pindesk.usecase.Offers;
import org.pindesk.usecase.OpenRequests;
import org.pindesk.usecase.OwnDirectoryPassword;
import org.pindesk.usecase.OwnSecret;
import org.pindesk.usecase.PhoneMode;
import org.pindesk.usecase.PinStatus;
import org.pindesk.usecase.PlainAnswer;
import org.pindesk.usecase.RetryVoicemail;
import org.pindesk.usecase.Screener;
import org.pindesk.usecase.SecondChannel;
import org.pindesk.usecase.SecondFactor;
import org.pindesk.usecase.ShowHelp;
import org.pindesk.usecase.Showing;
import org.pindesk.usecase.Sweep;
import org.pindesk.usecase.TakeSecret;
import org.pindesk.usecase.Targets;
import org.pindesk.usecase.Teller;
import org.pindesk.usecase.Trail;
import org.pindesk.usecase.UnlockPin;
import org.pindesk.usecase.Whom;

/** Plain constructor calls from the parts to the stories. */
final class Assembly implements AutoCloseable {
    /** Threads that ask systems for evidence, all of one person at the same time. */
    private static final int LOOKING = 32;

    /** Threads that ask several telephone systems for an account. */
    private static final int LOCATING = 32;

    /** Threads for stories that begin on a page. */
    private static final int VISITING = 8;

    final Teller teller;
    final Dispatcher dispatcher;
    final Sweep sweep;
    final FollowUp followUp;
    final LastSight lastSight;
    final VerificationStories verification;
    /** What stands behind the bot's own pages; null where letters cannot lead to them. */
    final @Nullable Visits visits;

    private final ExecutorService looking;
    private final ExecutorService locating;
    private final ExecutorService visiting;

    Assembly(Parts parts) {
        Store store = parts.store();
        Doors doors = new Doors(store, parts.clock(), parts.random());
        MailChat mail = MailWiring.chat(parts, doors);
        Map<String, Chat> chats = Stream.concat(parts.chats().stream(), Stream.ofNullable(mail))
                .collect(Collectors.toUnmodifiableMap(Chat::platform, chat -> chat));
        this.teller = new Teller(chats, parts.language(), parts.zone());
        Trail trail = new Trail(store, parts.clock());
        Predicate<PersonId> frozen =
                person -> store.tx(tx -> tx.freezes().of(person)).isPresent();
        Happenings happenings = new Happenings(store, parts.directory(), parts.clock());
        Authorizer authorizer = new Authorizer(parts.policy(), happenings, frozen, parts.clock(), parts.zone());
        Granted granted = new Granted(store, parts.directory(), authorizer, new Approvers(frozen), parts.clock());
        ApprovalBook book = new ApprovalBook(store, trail, parts.clock());
        SecondFactor factor = new SecondFactor(store, new TimeBasedCodes(parts.random()), parts.clock());
        this.lastSight = new LastSight(store, parts.directory(), authorizer, happenings, parts.clock());
        Identities identities = new Identities(teller, parts.directory(), store, lastSight, parts.clock());
        BreakGlassPeople known = new BreakGlassPeople(identities, lastSight, parts.directory(), authorizer, happenings);
        this.locating = Threads.pool("locate", LOCATING);
        Locator locator = new Locator(parts.systems(), locating);
        Credentials credentials = new Credentials(
                locator, parts.directory(), new PinMaker(parts.random()), new PasswordMaker(parts.random()));
        CredentialGateway gateway = new CredentialGateway(
                store, credentials, parts.clock(), parts.terms().offer(), parts.checkpoint());
        Showing showing =
                new Showing(store, gateway, locator, teller, trail, parts.clock(), parts.terms(), parts.checkpoint());
        Mailboxes mailboxes = new Mailboxes(locator, gateway);
        PhoneMode phoneMode = new PhoneMode(parts.phoneMode(), parts.directory(), identities, authorizer, teller);
        Screener screener =
                new Screener(identities, parts.directory(), authorizer, credentials, phoneMode, granted, known);
        TakeSecret take = new TakeSecret(
                store,
                screener,
                locator,
                gateway,
                mailboxes,
                showing,
                teller,
                trail,
                parts.clock(),
                parts.terms(),
                parts.instance(),
                parts.checkpoint());
        MailedOffers mailed = new MailedOffers(store, parts.directory(), doors, teller);
        MailRoute mailRoute = new MailRoute(mail, identities, parts.mailIndependent());
        Offers offers = new Offers(
                store, locator, showing, teller, trail, parts.clock(), parts.terms(), parts.checkpoint(), mailed);
        Actors actors = new Actors(identities, teller, trail, new Asking(parts.channel()));
        AccountMails accounts =
                new AccountMails(store, parts.directory(), parts.mail(), mailRoute, locator, actors, teller, trail);
        Targets targets = new Targets(store, identities, parts.directory(), locator, teller);
        SecondChannel second =
                new SecondChannel(parts.directory(), parts.mail(), parts.securityMailbox(), actors, teller);
        Whom whom = new Whom(actors, authorizer, teller);
        PinStatus status = new PinStatus(actors, authorizer, targets, locator, teller, whom);
        UnlockPin unlock = new UnlockPin(store, actors, authorizer, targets, locator, second, teller, parts.clock());
        EmergencyBrake brake = new EmergencyBrake(store, actors, authorizer, teller, parts.clock());
        NewRequests requests = new NewRequests(
                store,
                offers,
                mailRoute,
                new ApproverSearch(store, parts.directory(), targets, granted),
                trail,
                second,
                happenings,
                actors,
                teller,
                parts.clock(),
                parts.terms(),
                parts.checkpoint());
        this.looking = Threads.pool("look", LOOKING);
        LoginStories login = LoginWiring.stories(
                parts,
                looking,
                actors,
                authorizer,
                granted,
                targets,
                credentials,
                locator,
                requests,
                second,
                mailboxes,
                accounts,
                trail,
                teller,
                phoneMode);
        OwnDirectoryPassword coded = new OwnDirectoryPassword(
                actors, authorizer, credentials, factor, take, requests, login.incidents(), teller, parts.checkpoint());
        OwnSecret own = new OwnSecret(
                actors, authorizer, credentials, take, requests, mailboxes, login.incidents(), coded, teller);
        BreakGlass breakGlass = new BreakGlass(
                store,
                known,
                factor,
                credentials,
                locator,
                mailboxes,
                login.incidents(),
                second,
                requests,
                offers,
                actors,
                teller,
                trail,
                parts.clock(),
                parts.checkpoint());
        AskForSecret ask = new AskForSecret(
                actors,
                targets,
                authorizer,
                own,
                login.offers(),
                take,
                offers,
                unlock,
                requests,
                breakGlass,
                teller,
                trail);
        RetryVoicemail retry = new RetryVoicemail(
                store,
                actors,
                screener,
                mailboxes,
                showing,
                teller,
                trail,
                parts.clock(),
                parts.terms(),
                parts.instance());
        EndRequest end = new EndRequest(
                store, new Disowning(store, trail, parts.clock()), teller, trail, parts.clock(), parts.checkpoint());
        List<String> ids = parts.systems().stream().map(Pbx::id).toList();
        ShowHelp help = new ShowHelp(identities, authorizer, teller, trail, String.join(", ", ids));
        ApprovalStories approvals = ApprovalStories.of(
                parts, book, granted, actors, authorizer, credentials, offers, factor, trail, teller);
        Notices notices = new Notices(store, locator, teller, approvals.cards());
        MailWiring.Aftermath aftermath = MailWiring.aftermath(
                parts, doors, accounts, second, actors, targets, authorizer, credentials, locator, teller, trail);
        this.sweep = new Sweep(store, trail, book, parts.clock());
        this.followUp = login.followUp();
        LinkWiring.Stories links = LinkWiring.stories(parts, identities, actors, targets, authorizer, teller, trail);
        this.verification = VerificationStories.of(parts, actors, authorizer, targets, teller, trail);
        Home home = new Home(
                identities,
                teller,
                trail,
                parts.clock(),
                List.of(new OpenRequests(store, offers), login.queue()::of, approvals.list(), help::of));
        this.dispatcher = new Dispatcher(
                Registry.stories(
                        Registry.ofSecrets(ask, coded, take, retry, end, status, unlock),
                        Registry.ofPeople(status, brake, aftermath),
                        Registry.ofLogin(login),
                        Registry.ofLinks(links),
                        Registry.ofApprovals(approvals),
                        Registry.ofVerification(verification),
                        Registry.ofBreakGlass(BreakGlassStories.of(parts, breakGlass, teller)),
                        Registry.ofHome(home, help, whom, new PlainAnswer(actors, authorizer, teller), ask),
                        Registry.ofNotices(notices, mailed, aftermath)),
                home::after);
        this.visiting = Threads.pool("page", VISITING);
        this.visits = mail == null
                ? null
                : MailWiring.visits(parts, mail, Registry.ofPages(ask, take, retry, end), trail, visiting);
    }

    /** Ends the threads that look. */
    @Override
    public void close() {
        looking.shutdownNow();
        locating.shutdownNow();
        visiting.shutdownNow();
    }
}
