package org.pindesk.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pindesk.app.RegistryDoor;

/** A chat platform that comes into the registry without a fixture for the contract fails here. */
class EveryChatKeepsTheContractTest {
    private static final String HERE = "org.pindesk.adapter";
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(HERE);

    static Set<String> platforms() {
        return RegistryDoor.platforms();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void aPlatformOfTheRegistryHasAFixtureInItsOwnPackage(String platform) {
        assertThat(fixtures()).extracting(JavaClass::getPackageName).contains(HERE + "." + platform);
    }

    @Test
    void everyFixtureIsRun() {
        assertThat(fixtures())
                .isNotEmpty()
                .allSatisfy(fixture -> assertThat(fixture.getSimpleName())
                        .as("the build runs classes of such names alone")
                        .endsWith("Test"));
    }

    private static List<JavaClass> fixtures() {
        return TESTS.stream()
                .filter(each -> each.isAssignableTo(ChatContract.class))
                .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .toList();
    }
}
