package io.mltwin.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.GrowingFields;
import io.mltwin.testkit.NetworkInTransactions;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.mltwin.identity");
    }

    @Test
    void oneClassFoldsNames() {
        ArchitectureRules.ONE_CLASS_FOLDS_NAMES.check(ours);
    }

    @Test
    void resourcesAndProvidersAskServices() {
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
                .resideInAPackage("jakarta.persistence..")
                .because("a resource knows HTTP, a service knows rules, a repository knows the" + " database")
                .check(ours);
    }

    @Test
    void entitiesStayInsideTheirPackageAndOffTheWire() {
        noClasses()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .because("what is stored and what is sent change for different reasons")
                .check(ours);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Body")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .because("only a mapper sees both")
                .check(ours);
    }

    @Test
    void repositoriesAreNobodyElsesBusiness() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .because("another feature asks the service of this one")
                .check(ours);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the platform's clock moves")
                .check(ours);
    }

    @Test
    void permissionsAreDecidedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.mltwin.identity.rbac.access..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("PermissionMatcher")
                .because("there is one evaluator")
                .check(ours);
    }

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.identity"))
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
