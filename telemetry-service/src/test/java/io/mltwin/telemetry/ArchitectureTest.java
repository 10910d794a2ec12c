package io.mltwin.telemetry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.GrowingFields;
import io.mltwin.testkit.NetworkInTransactions;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mltwin.telemetry");

    @Test
    void oneClassFoldsNames() {
        ArchitectureRules.ONE_CLASS_FOLDS_NAMES.check(CLASSES);
    }

    @Test
    void resourcesReachTheDatabaseThroughServicesOnly() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("Provider")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Entity")
                .because("permission and rules live in the service, and nothing may go round them")
                .check(CLASSES);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Entity")
                .should()
                .bePackagePrivate()
                .because("a row never leaves its package: the mapper alone sees both row and body")
                .check(CLASSES);
    }

    @Test
    void bodiesKnowNothingOfTheDatabase() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Body")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .because("wire form and storage change apart")
                .check(CLASSES);
    }

    @Test
    void theQueryLanguageKnowsNothingOfItsTables() {
        noClasses()
                .that()
                .resideInAPackage("..query.kql..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "..telemetry.tables..", "..telemetry.components..", "io.mltwin.armweb..", "jakarta..")
                        .and(not(belongToAnyOf(AsciiCase.class, TextCase.class, EvaluationBudget.class))))
                .because("the language is evaluated over rows, whatever they are rows of")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..telemetry.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("committing offsets after the database is decided in one place")
                .check(CLASSES);
    }

    @Test
    void theServiceKnowsNothingOfTheConsole() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.mltwin.console..")
                .because("the console is served from here, and is no part of Azure")
                .check(CLASSES);
    }

    @Test
    void timeComesFromThePlatformsClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .because("tests and the demo move the platform's clock")
                .check(CLASSES);
    }

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.telemetry"))
                .as("a slow service would hold connections of the database and locks")
                .isEmpty();
    }

    @Test
    void noMemoryGrowsWithoutABound() throws IOException {
        assertThat(GrowingFields.unexplained())
                .as("use BoundedMemory, or say in growing-fields.txt what bounds it")
                .isEmpty();
    }
}
