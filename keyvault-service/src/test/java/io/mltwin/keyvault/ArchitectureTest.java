package io.mltwin.keyvault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
            .importPackages("io.mltwin.keyvault");

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
    void vaultsDoNotKnowWhatIsInThem() {
        noClasses()
                .that()
                .resideInAPackage("..vaults..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..secrets..", "..keys..", "..certificates..", "..permissions..", "..objects..")
                .because("secrets and keys stand on vaults, not the other way round")
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
        assertThat(NetworkInTransactions.inService("io.mltwin.keyvault"))
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
