package io.mltwin.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.scoring");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.scoring");
    }

    @TestFactory
    Stream<DynamicTest> theHouseStyleHoldsInContainers() {
        return ArchitectureRules.ofProgram("io.mltwin.container");
    }

    @TestFactory
    Stream<DynamicTest> filesOfContainersAreReachedByHandle() {
        return ArchitectureRules.ofFiles("io.mltwin.scoring.models.inference");
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
                .resideInAnyPackage("..models.services..", "..models.assets..", "..registry.images..", "..operations..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..inference..", "..requestlog..")
                .because("the control side tells the running side by DeploymentHost and events only")
                .check(CLASSES);
    }
}
