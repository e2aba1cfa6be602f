package org.pindesk.demo.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Secret;
import org.pindesk.demo.company.Company;
import org.pindesk.demo.company.Employee;
import org.pindesk.demo.company.Employee.Trait;

/** Fills the directory on its first day: containers, groups, service accounts and everybody who works there. */
final class Founding {
    private static final int DOMAIN_ADMINS_RID = 512;
    private static final int PROTECTED_USERS_RID = 525;
    private static final Duration USUAL_PASSWORD_AGE = Duration.ofDays(10);
    private static final Duration EXPIRED_PASSWORD_AGE = Duration.ofDays(120);

    private final Records records;

    Founding(Records records) {
        this.records = records;
    }

    void fill(List<Employee> employees, Secret readPassword, Secret writePassword) {
        records.add(Company.BASE_DN, new Attribute("objectClass", "top", "domainDNS"));
        records.policies().changeDomain(PasswordRules.DEMO);
        for (String container : List.of(
                Company.STAFF_DN,
                Company.GROUPS_DN,
                DirectorySimulator.SERVICE_OU,
                "CN=Users," + Company.BASE_DN,
                Policies.SYSTEM,
                Policies.CONTAINER)) {
            records.addContainer(container);
        }
        for (String group : List.of(
                Company.HELPDESK_GROUP,
                Company.HELPDESK_NIGHT_GROUP,
                Company.ADMIN_GROUP,
                Company.PROTECTED_GROUP,
                Company.WINDOWS_RESET_GROUP)) {
            records.addGroup(group, 0);
        }
        records.addGroup(DirectorySimulator.DOMAIN_ADMINS, DOMAIN_ADMINS_RID);
        records.addGroup(DirectorySimulator.PROTECTED_USERS, PROTECTED_USERS_RID);
        records.join(Company.HELPDESK_NIGHT_GROUP, Company.HELPDESK_GROUP);
        addService(DirectorySimulator.SERVICE_LOGIN, DirectorySimulator.SERVICE_DN, readPassword);
        addService(
                DirectorySimulator.ADMIN_SERVICE_LOGIN,
                "CN=Backup Service," + DirectorySimulator.SERVICE_OU,
                Secret.of(UUID.randomUUID().toString()));
        join(DirectorySimulator.ADMIN_SERVICE_LOGIN, DirectorySimulator.DOMAIN_ADMINS);
        employees.stream()
                .filter(employee -> !employee.is(Trait.NOT_IN_DIRECTORY))
                .forEach(this::addEmployee);
        addService(DirectorySimulator.WRITE_LOGIN, DirectorySimulator.WRITE_DN, writePassword);
        employees.stream()
                .filter(employee -> !employee.is(Trait.NOT_IN_DIRECTORY))
                .forEach(this::giveManager);
    }

    /** A plain account with the demo's start password. */
    void addPlain(String login, String container, @Nullable String mail) {
        List<Attribute> more = new ArrayList<>(List.of(new Attribute("cn", login)));
        if (mail != null) {
            more.add(new Attribute("mail", mail));
        }
        addUser(login, "CN=" + login + "," + container, more);
    }

    private void addUser(String login, String dn, List<Attribute> more) {
        records.addUser(
                login,
                dn,
                Secret.of(Company.START_PASSWORD),
                records.now().minus(USUAL_PASSWORD_AGE),
                Standing.NORMAL_ACCOUNT,
                more);
    }

    private void addService(String login, String dn, Secret password) {
        records.addUser(
                login,
                dn,
                password,
                records.now().minus(USUAL_PASSWORD_AGE),
                Standing.NORMAL_ACCOUNT | Standing.PASSWORD_NEVER_EXPIRES,
                List.of(new Attribute("cn", dn.substring(3, dn.indexOf(',')))));
    }

    private void addEmployee(Employee employee) {
        String login = employee.account();
        add(employee, login, employee.fullName());
        if (employee.is(Trait.TWICE_IN_DIRECTORY)) {
            add(employee, login + ".old", employee.fullName() + " (old account)");
        }
        if (employee.is(Trait.DISABLED)) {
            records.setFlag(login, Standing.DISABLED, true);
        }
        if (employee.is(Trait.HELPDESK)) {
            join(login, login.equals("heinz") ? Company.HELPDESK_NIGHT_GROUP : Company.HELPDESK_GROUP);
        }
        if (employee.is(Trait.ADMINISTRATOR)) {
            join(login, Company.ADMIN_GROUP);
        }
        if (employee.is(Trait.PROTECTED)) {
            join(login, Company.PROTECTED_GROUP);
        }
        if (employee.is(Trait.PASSWORD_EXPIRED)) {
            records.set(login, "pwdLastSet", FileTime.of(records.now().minus(EXPIRED_PASSWORD_AGE)));
            join(login, Company.WINDOWS_RESET_GROUP);
        }
        if (employee.is(Trait.UCWARE_DIRECTORY)) {
            join(login, Company.WINDOWS_RESET_GROUP);
        }
    }

    private void add(Employee employee, String login, String name) {
        List<Attribute> more = new ArrayList<>(List.of(
                new Attribute("cn", name),
                new Attribute("displayName", name),
                new Attribute("givenName", employee.givenName()),
                new Attribute("sn", employee.surname()),
                new Attribute("department", employee.department()),
                new Attribute("mail", employee.mail()),
                new Attribute("proxyAddresses", "SMTP:" + employee.mail())));
        if (employee.extension() != null) {
            more.add(new Attribute("telephoneNumber", "+49 30 5550 " + employee.extension()));
        }
        addUser(login, "CN=" + name + "," + Company.STAFF_DN, more);
    }

    private void giveManager(Employee employee) {
        String manager = switch (employee.account()) {
            case "hana" -> "anna";
            case "fritz" -> "nora";
            default -> "dora";
        };
        if (!employee.account().equals(manager)) {
            records.byLogin(manager).ifPresent(boss -> records.set(employee.account(), "manager", boss.dn()));
        }
    }

    private void join(String login, String group) {
        records.join(records.account(login).dn(), group);
    }
}
