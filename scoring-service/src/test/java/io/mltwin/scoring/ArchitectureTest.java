package io.mltwin.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.NetworkInTransactions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.scoring");

    static List<ArchRule> commonRules() {
        return ArchitectureRules.allExcept();
    }

    @ParameterizedTest
    @MethodSource("commonRules")
    void theHouseStyleHolds(ArchRule rule) {
        rule.check(CLASSES);
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
    void scoringNeedsNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage("..inference..", "..requestlog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..")
                .because("a loaded service scores while the database is away")
                .check(CLASSES);
    }

    @Test
    void theRegistryKnowsNothingOfMachineLearning() {
        noClasses()
                .that()
                .resideInAnyPackage("..registry.repositories..", "..registry.registries..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..models..", "..registry.images..", "..workspaces..")
                .because("a registry is a resource of its own that any client may push to")
                .check(CLASSES);
    }

    @Test
    void servicesDoNotKnowWhoRunsThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..models.services..",
                        "..models.assets..",
                        "..registry.images..",
                        "..operations..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..inference..", "..requestlog..")
                .because(
                        "the control side tells the running side by DeploymentHost and events only")
                .check(CLASSES);
    }

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.scoring"))
                .as("a slow service would hold connections of the database and locks")
                .isEmpty();
    }
}
