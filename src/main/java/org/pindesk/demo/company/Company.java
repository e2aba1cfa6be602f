package org.pindesk.demo.company;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pindesk.demo.company.Employee.Trait;

/** The demo company "Beispiel AG": who works there. Every simulator builds its own records from this list. */
public final class Company {
    public static final String NAME = "Beispiel AG";
    public static final String MAIL_DOMAIN = "beispiel.example";
    public static final String BASE_DN = "DC=beispiel,DC=example";
    public static final String STAFF_DN = "OU=Staff," + BASE_DN;
    public static final String GROUPS_DN = "OU=Groups," + BASE_DN;
    public static final String HELPDESK_GROUP = "CN=pindesk-helpdesk," + GROUPS_DN;
    /** Nested in {@link #HELPDESK_GROUP}; {@code heinz} is a member of this one only. */
    public static final String HELPDESK_NIGHT_GROUP = "CN=pindesk-helpdesk-night," + GROUPS_DN;

    public static final String ADMIN_GROUP = "CN=pindesk-administrators," + GROUPS_DN;
    public static final String PROTECTED_GROUP = "CN=pindesk-protected," + GROUPS_DN;
    /** People whom helpdesk may offer a new Windows password. */
    public static final String WINDOWS_RESET_GROUP = "CN=pindesk-windows-reset," + GROUPS_DN;

    /** The PIN that the installer gave everybody. */
    public static final String START_PIN = "481516";
    /** The directory password that everybody starts with. */
    public static final String START_PASSWORD = "Start.123456";

    public static final String SLACK_TEAM = "T0BEISPIEL";

    private static final List<Employee> PEOPLE = List.of(
            person("hana", "Hana", "Holm", "IT Helpdesk", "1001", "helpdesk", Trait.HELPDESK),
            person(
                    "heinz",
                    "Heinz",
                    "Huber",
                    "IT Helpdesk",
                    "1002",
                    "helpdesk, through a nested group",
                    Trait.HELPDESK),
            person("alice", "Alice", "Adler", "Sales", "1101", "plain user with a desk phone"),
            person("bob", "Bob", "Berger", "Sales", "1102", "plain user with a desk phone"),
            person("dora", "Dora", "Dorn", "Board", "1201", "director, protected", Trait.PROTECTED),
            person(
                    "max",
                    "Max",
                    "Moser",
                    "Sales",
                    "1103",
                    "two directory entries have his mail address",
                    Trait.TWICE_IN_DIRECTORY),
            person("gast", "Gustav", "Astor", "Visitors", "1104", "guest in Slack", Trait.CHAT_GUEST),
            person(
                    "nora",
                    "Nora",
                    "Nagel",
                    "Warehouse",
                    null,
                    "on no telephone system; leads fritz",
                    Trait.NO_TELEPHONE),
            person(
                    "carl",
                    "Carl",
                    "Conrad",
                    "Telephony",
                    "1105",
                    "holds a CUCM administrator role: nobody resets him here",
                    Trait.CUCM_ADMINISTRATOR),
            person(
                    "leo",
                    "Leo",
                    "Lang",
                    "Sales",
                    "1106",
                    "has left: directory account disabled, chat still alive",
                    Trait.DISABLED),
            person(
                    "eve",
                    "Eve",
                    "Engel",
                    "Visitors",
                    null,
                    "in the chat, in no directory",
                    Trait.NOT_IN_DIRECTORY,
                    Trait.NO_TELEPHONE),
            person(
                    "lotte",
                    "Lotte",
                    "Lindner",
                    "Sales",
                    "1107",
                    "PIN locked by failed sign-ins, for half an hour from the start",
                    Trait.PIN_LOCKED),
            person(
                    "adele",
                    "Adele",
                    "Ackermann",
                    "Sales",
                    "1108",
                    "PIN locked by an administrator",
                    Trait.PIN_LOCKED_BY_ADMINISTRATOR),
            person("fritz", "Fritz", "Fuchs", "Warehouse", "1109", "has no chat account", Trait.NO_CHAT),
            person(
                    "harvey",
                    "Harvey",
                    "Hartmann",
                    "Sales",
                    "1110",
                    "not in Standard CCM End Users, Windows password expired; authenticator enrolled",
                    Trait.NOT_IN_END_USERS,
                    Trait.PASSWORD_EXPIRED,
                    Trait.AUTHENTICATOR),
            person(
                    "uwe",
                    "Uwe",
                    "Ulrich",
                    "Logistics",
                    "1301",
                    "on UCware, which keeps his password itself",
                    Trait.UCWARE_LOCAL),
            person(
                    "lena",
                    "Lena",
                    "Lorenz",
                    "Logistics",
                    "1302",
                    "on UCware, with the Windows password; authenticator enrolled",
                    Trait.UCWARE_DIRECTORY,
                    Trait.AUTHENTICATOR),
            person(
                    "anna",
                    "Anna",
                    "Arndt",
                    "IT",
                    "1003",
                    "administrator and approver; authenticator enrolled",
                    Trait.ADMINISTRATOR,
                    Trait.AUTHENTICATOR),
            person(
                    "dina",
                    "Dina",
                    "Dietz",
                    "Sales",
                    "1111",
                    "on Discord and not linked there, not in Slack; desk phone",
                    Trait.DISCORD_ONLY));

    private Company() {}

    /** Those with a story; {@link Staff} may add a crowd to them. */
    public static List<Employee> people() {
        return PEOPLE;
    }

    public static Optional<Employee> find(String account) {
        return Staff.of(0).find(account);
    }

    private static Employee person(
            String account,
            String given,
            String surname,
            String department,
            @org.jspecify.annotations.Nullable String extension,
            String what,
            Trait... traits) {
        return new Employee(account, given, surname, department, extension, Set.of(traits), what);
    }
}
