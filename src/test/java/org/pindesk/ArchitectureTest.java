package org.pindesk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pindesk.core.Secret;

/** The arrows between packages, and what may happen only in some of them. */
@AnalyzeClasses(packages = "org.pindesk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "org.pindesk.core..";
    private static final String PORT = "org.pindesk.port..";
    private static final String AUTHORIZATION = "org.pindesk.authorization..";
    private static final String DIAGNOSIS = "org.pindesk.diagnosis..";
    private static final String GATEWAY = "org.pindesk.gateway..";
    private static final String USECASE = "org.pindesk.usecase..";
    private static final String COMMAND = "org.pindesk.command..";
    private static final String WORDING = "org.pindesk.wording..";
    private static final String ADAPTER = "org.pindesk.adapter..";
    private static final String WIRE = "org.pindesk.adapter.wire..";
    private static final String STORE = "org.pindesk.adapter.store..";
    private static final String SLACK = "org.pindesk.adapter.slack..";
    private static final String APP = "org.pindesk.app..";
    private static final String DEMO = "org.pindesk.demo..";
    private static final String DEMO_SLACK = "org.pindesk.demo.slack..";
    /** What more than one adapter may use, where no rule of its own says otherwise. */
    private static final Set<String> EVERYBODYS = Set.of(
            "java.", "javax.", "org.pindesk.", "org.slf4j", "org.jspecify", "com.fasterxml", "io.github.resilience4j");

    // --- arrows

    @ArchTest
    static final ArchRule coreNeedsNothing = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE, "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule portsNeedCoreOnly = classes()
            .that()
            .resideInAPackage(PORT)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PORT, CORE, "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule authorizationNeedsValuesAndPorts = ofOursOnly(AUTHORIZATION, CORE, PORT);

    @ArchTest
    static final ArchRule diagnosisNeedsValuesAndPorts = ofOursOnly(DIAGNOSIS, CORE, PORT);

    @ArchTest
    static final ArchRule gatewayNeedsValuesAndPorts = ofOursOnly(GATEWAY, CORE, PORT);

    @ArchTest
    static final ArchRule useCasesNeedDecisionsAndTheGateway =
            ofOursOnly(USECASE, CORE, PORT, AUTHORIZATION, DIAGNOSIS, GATEWAY, WORDING);

    @ArchTest
    static final ArchRule wordsNeedNothing = ofOursOnly(WORDING);

    @ArchTest
    static final ArchRule commandsNeedUseCases =
            ofOursOnly(COMMAND, CORE, PORT, AUTHORIZATION, GATEWAY, USECASE, WORDING);

    @ArchTest
    static final ArchRule wireNeedsValuesAndTheLatch = ofOursOnly(WIRE, CORE, PORT);

    /** For every package that is there, so that a new connector needs no line here. */
    @ArchTest
    static void noAdapterNeedsAnother(JavaClasses all) {
        adapters(all).forEach(adapter -> ofOursOnly(adapter, CORE, PORT, WIRE).check(all));
    }

    /** Libraries named below have their own rule; this one keeps what a new adapter brings with it. */
    @ArchTest
    static void whatOneAdapterBringsNoOtherUses(JavaClasses all) {
        Map<String, Set<String>> brought = new TreeMap<>();
        adapters(all).forEach(adapter -> brought.put(adapter, librariesOf(all, adapter)));
        Map<String, String> owners = new TreeMap<>();
        brought.forEach((adapter, libraries) -> libraries.forEach(
                library -> assertThat(owners.put(library, adapter)).as(library).isNull()));
    }

    @ArchTest
    static final ArchRule everyPackageStandsInTheRing = classes()
            .should()
            .resideInAnyPackage(
                    CORE, PORT, AUTHORIZATION, DIAGNOSIS, GATEWAY, USECASE, COMMAND, WORDING, ADAPTER, APP, DEMO);

    @ArchTest
    static final ArchRule nobodyNeedsTheDemo = noClasses()
            .that()
            .resideOutsideOfPackage(DEMO)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DEMO);

    @ArchTest
    static final ArchRule nobodyButTheDemoNeedsTheApp = noClasses()
            .that()
            .resideOutsideOfPackages(APP, DEMO)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    /** Before each post the channel is looked at: whether it is private, and not shared with others. */
    @ArchTest
    static final ArchRule everyPostGoesThroughTheLookAtItsChannel = noClasses()
            .that()
            .resideInAnyPackage(USECASE, COMMAND, APP)
            .and()
            .doNotHaveFullyQualifiedName("org.pindesk.usecase.Teller")
            .should()
            .callMethod("org.pindesk.port.Chat", "post", "java.lang.String", "org.pindesk.core.Reply");

    // --- libraries, each in one place

    @ArchTest
    static final ArchRule slackSdk = library(Set.of(SLACK, DEMO_SLACK), "com.slack..", "okhttp3..", "okio..");

    @ArchTest
    static final ArchRule webSocketClient =
            library(Set.of(SLACK, DEMO_SLACK), "org.glassfish.tyrus..", "javax.websocket..", "jakarta.websocket..");

    @ArchTest
    static final ArchRule ldapSdk = library(Set.of("org.pindesk.adapter.directory..", DEMO), "com.unboundid..");

    @ArchTest
    static final ArchRule mailLibrary = library(
            Set.of("org.pindesk.adapter.mail..", "org.pindesk.demo.mail.."),
            "jakarta.mail..",
            "jakarta.activation..",
            "org.eclipse.angus..");

    @ArchTest
    static final ArchRule databases = library(
            Set.of(STORE, APP),
            "java.sql..",
            "javax.sql..",
            "com.zaxxer..",
            "org.flywaydb..",
            "org.h2..",
            "org.postgresql..");

    @ArchTest
    static final ArchRule scheduler = library(Set.of(APP), "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule httpServer = library(
            Set.of("org.pindesk.adapter.http..", DEMO), "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule sockets = noClasses()
            .that()
            .resideOutsideOfPackages(WIRE, "org.pindesk.adapter.directory..", "org.pindesk.adapter.mail..", DEMO)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.net\\.(Server)?Socket|javax\\.net\\..*SocketFactory|java\\.nio\\.channels\\..*Channel")
            .because(
                    "deadlines, caps and trust of connections are decided in one place; two libraries ask for a socket factory");

    @ArchTest
    static final ArchRule httpClient = library(Set.of(WIRE, DEMO), "java.net.http..");

    @ArchTest
    static final ArchRule resilience =
            library(Set.of(WIRE, "org.pindesk.adapter.directory.."), "io.github.resilience4j..");

    @ArchTest
    static final ArchRule json = library(Set.of(ADAPTER, APP, DEMO), "com.fasterxml..");

    @ArchTest
    static final ArchRule qrCodes = library(Set.of("org.pindesk.adapter.totp.."), "io.nayuki..");

    @ArchTest
    static final ArchRule commandLine = library(Set.of(APP, DEMO), "picocli..");

    @ArchTest
    static final ArchRule loggingBackEnd = library(Set.of(SLACK, APP, DEMO), "ch.qos.logback..");

    // --- what only some may do

    @ArchTest
    static final ArchRule secretsAreOpenedAtTheEdgeOnly = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTER, CORE, DEMO)
            .should()
            .callMethod(Secret.class, "open")
            .because(
                    "a secret is opened where it leaves: connectors, the chat's show step, the store's sealing, and where it is"
                            + " compared: the arithmetic of one-time codes is an adapter for that reason");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages(APP, DEMO)
            .should()
            .callMethodWhere(readsTheClock())
            .because("tests move the clock");

    @ArchTest
    static final ArchRule environmentIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages(APP, DEMO)
            .should()
            .callMethodWhere(calls(System.class, "getenv", "exit"));

    @ArchTest
    static final ArchRule chanceComesFromASecureSource = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
            .orShould()
            .callMethodWhere(calls(Math.class, "random"));

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethodWhere(calls(Thread.class, "sleep"))
            .because("waiting belongs to queues, locks and timers, which end early and can be tested");

    @ArchTest
    static final ArchRule standardStreamsBelongToTheProgramsAlone =
            noClasses().that().resideOutsideOfPackages(APP, DEMO).should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager)")
            .because("such a name hides what a class is for");

    /** Packages of the adapters that are there, but for the one that they share: {@code org.pindesk.adapter.cucm..}. */
    private static Set<String> adapters(JavaClasses all) {
        Set<String> adapters = all.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("org.pindesk.adapter"))
                .map(name -> String.join(".", Arrays.asList(name.split("\\.")).subList(0, 4)) + "..")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(adapters).hasSizeGreaterThan(5).contains(WIRE);
        adapters.remove(WIRE);
        return adapters;
    }

    /** Outside packages, by their first two parts, that an adapter uses and not every part may: {@code com.unboundid}. */
    private static Set<String> librariesOf(JavaClasses all, String adapter) {
        return all.stream()
                .filter(resideInAPackage(adapter))
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName())
                .filter(name -> name.contains("."))
                .filter(name -> EVERYBODYS.stream().noneMatch(name::startsWith))
                .map(ArchitectureTest::library)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The beginning of a package's name that tells a library from others of the same makers. */
    private static String library(String name) {
        return Arrays.stream(name.split("\\.")).limit(3).collect(Collectors.joining("."));
    }

    /** Classes of the package depend on no other classes of Pindesk than those of the given packages. */
    private static ArchRule ofOursOnly(String from, String... to) {
        String[] allowed = Stream.concat(Stream.of(from), Arrays.stream(to)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.pindesk..")).or(resideInAnyPackage(allowed)));
    }

    private static ArchRule library(Set<String> users, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return DescribedPredicate.describe("reads the machine's clock", call -> {
            JavaClass owner = call.getTargetOwner();
            boolean ofTime = owner.getPackageName().equals("java.time");
            boolean withoutClock = call.getTarget().getRawParameterTypes().isEmpty();
            return switch (call.getName()) {
                case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
                case "now" -> ofTime && withoutClock;
                case "systemUTC", "systemDefaultZone", "system" -> ofTime;
                default -> false;
            };
        });
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String... methods) {
        return DescribedPredicate.describe(
                "is " + owner.getSimpleName() + "." + String.join(" or ", methods),
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && Arrays.asList(methods).contains(call.getName()));
    }
}
