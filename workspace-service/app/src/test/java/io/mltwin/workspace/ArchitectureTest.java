package io.mltwin.workspace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.workspace");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.workspace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.mltwin.armweb",
                "io.mltwin.odatafilter",
                "io.mltwin.tokencheck",
                "io.mltwin.access",
                "io.mltwin.platform",
                "io.mltwin.customerkeys",
                "io.mltwin.managedidentities",
                "io.mltwin.machinelearning",
                "io.mltwin.memory",
                "io.mltwin.datakeys",
                "io.mltwin.events"
            })
    void theLibrariesFoldNamesInOneClass(String library) {
        ArchitectureRules.ONE_CLASS_FOLDS_NAMES.check(ArchitectureRules.mainClassesOf(library));
    }

    @Test
    void theFeaturesOfTheBlobPlaneAloneShareItsRows() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..storage.blob..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.storage\\.blob\\.state\\..*Entity")
                .because("a row is mapped before it leaves its plane")
                .check(CLASSES);
    }

    @Test
    void onlyThePipelineKnowsItsStages() {
        classes()
                .that()
                .implement("io.mltwin.workspace.arm.ArmStage")
                .should()
                .onlyBeAccessed()
                .byClassesThat()
                .resideInAPackage("..arm..")
                .because("every control-plane call passes all stages in the order that stands in ArmPipeline")
                .check(CLASSES);
    }

    @Test
    void providersAreReachedThroughThePipelineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..arm..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("ResourceProviders")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("RemoteProviders")
                .because("a caller of a provider itself would go round permission, locks and activity log")
                .check(CLASSES);
    }

    @Test
    void thePipelineKnowsNoProviderByName() {
        noClasses()
                .that()
                .resideInAPackage("..workspace.arm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..machinelearning..", "..storage..", "..resources..")
                .because("a provider is found in the dispatch table, whether it runs here or elsewhere")
                .check(CLASSES);
    }

    @Test
    void policiesJudgeForThePipelineWhichDoesNotKnowThem() {
        noClasses()
                .that()
                .resideInAnyPackage("..workspace.arm..", "..workspace.registration..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..workspace.policy..", "..workspace.policyinsights..")
                .because("policies read resources and groups, which would make a circle")
                .check(CLASSES);
    }

    @Test
    void storageStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage("..storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..machinelearning..", "..workspace.arm..", "..operations..", "..groups..")
                .because("workspaces use storage accounts, which work without any workspace")
                .check(CLASSES);
    }
}
