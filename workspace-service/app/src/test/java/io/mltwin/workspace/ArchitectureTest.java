package io.mltwin.workspace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.GrowingFields;
import io.mltwin.testkit.NetworkInTransactions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.workspace");

    private static final String BLOBS = "io.mltwin.workspace.storage.blob";

    static List<ArchRule> everyService() {
        return ArchitectureRules.allExcept();
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void holdsInEveryService(ArchRule rule) {
        rule.check(CLASSES);
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
    void rowsStayInTheirPackage() {
        List<String> strangers = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith("jakarta.persistence.Entity"))
                .flatMap(entity -> entity.getDirectDependenciesToSelf().stream())
                .filter(use -> !isHome(
                        use.getTargetClass().getPackageName(),
                        use.getOriginClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();

        assertThat(strangers)
                .as("a row never leaves its package: the mapper alone sees both row and body")
                .isEmpty();
    }

    /** A row's own package; the features of the blob plane share the rows of blobs and blocks. */
    private static boolean isHome(String row, String user) {
        return user.equals(row) || row.equals(BLOBS + ".state") && user.startsWith(BLOBS + ".");
    }

    @Test
    void theFeaturesOfTheBlobPlaneUseEachOtherInOneDirection() {
        slices().matching(BLOBS + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature can be read and changed without those that stand on it")
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

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.workspace"))
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
