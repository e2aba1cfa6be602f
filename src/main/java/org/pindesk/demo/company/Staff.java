package org.pindesk.demo.company;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everybody of one demo company: the people with a story, and as many further plain ones as are wanted. Every simulator takes its list. */
public final class Staff {
    /** The largest crowd: their extensions have four digits. */
    public static final int LARGEST_CROWD = 7000;

    private static final int FIRST_EXTENSION = 2000;
    private static final List<String> GIVEN_NAMES =
            List.of("Pia", "Paul", "Petra", "Peer", "Paula", "Philipp", "Pauline", "Pascal", "Phoebe", "Patrick");
    private static final List<String> SURNAMES = List.of(
            "Pabst",
            "Pahl",
            "Pape",
            "Paulsen",
            "Peters",
            "Petzold",
            "Pfaff",
            "Pfeiffer",
            "Pieper",
            "Plank",
            "Pohl",
            "Popp",
            "Preuss",
            "Probst",
            "Puls",
            "Purmann");
    private static final List<String> DEPARTMENTS = List.of("Sales", "Warehouse", "Production", "Finance");

    private final List<Employee> people;
    private final Map<String, Employee> byAccount;

    private Staff(List<Employee> people) {
        this.people = people;
        this.byAccount = people.stream().collect(Collectors.toUnmodifiableMap(Employee::account, Function.identity()));
    }

    /**
     * @param crowd how many generated people there are beside those with a story: {@code p001}, {@code p002}, … with the extensions
     *     2001, 2002, …
     */
    public static Staff of(int crowd) {
        if (crowd < 0 || crowd > LARGEST_CROWD) {
            throw new IllegalArgumentException("a crowd has 0 to " + LARGEST_CROWD + " people");
        }
        return new Staff(Stream.concat(
                        Company.people().stream(),
                        IntStream.rangeClosed(1, crowd).mapToObj(Staff::generated))
                .toList());
    }

    public List<Employee> people() {
        return people;
    }

    public Optional<Employee> find(String account) {
        return Optional.ofNullable(byAccount.get(account));
    }

    /** Names differ in every case: the number stands behind those that would come again. */
    private static Employee generated(int number) {
        int round = (number - 1) / (GIVEN_NAMES.size() * SURNAMES.size());
        String surname = SURNAMES.get((number - 1) / GIVEN_NAMES.size() % SURNAMES.size());
        return new Employee(
                String.format(Locale.ROOT, "p%03d", number),
                GIVEN_NAMES.get((number - 1) % GIVEN_NAMES.size()),
                round == 0 ? surname : surname + " " + (round + 1),
                DEPARTMENTS.get(number % DEPARTMENTS.size()),
                String.valueOf(FIRST_EXTENSION + number),
                Set.of(),
                "one of the crowd");
    }
}
