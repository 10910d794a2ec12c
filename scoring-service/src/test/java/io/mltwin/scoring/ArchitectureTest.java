package io.mltwin.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.GrowingFields;
import io.mltwin.testkit.NetworkInTransactions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    /** The classes that may open files by their names, each with the reason. */
    private static final Map<String, String> OPENING = Map.ofEntries(
            Map.entry("ContainerCommand", "it looks for libraries of an environment"),
            Map.entry("ContainerFiles", "it fills a folder before its container starts"),
            Map.entry("ContainerFolders", "it makes the folder of all containers"),
            Map.entry("ContainerRuntimes", "it looks who this process is"),
            Map.entry("HostAgent", "it reads the secret of the host"),
            Map.entry("HostedContainer", "it makes the folder of a container"),
            Map.entry("HostedPackages", "it makes folders that containers only read"),
            Map.entry("ImageContent", "it is the server of one image, inside of it"),
            Map.entry("MlflowContainer", "it reads a folder before its container starts"),
            Map.entry("OnnxFile", "it reads a model, inside of its container"),
            Map.entry("PackageFolders", "it fills folders that containers only read"),
            Map.entry("PredictorFactory", "it fills a folder before its container starts"),
            Map.entry("ProcessRuntime", "it fills a folder before its container starts"));

    @Test
    void scriptsFilesAreReachedByHandle() {
        JavaClasses beside = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.mltwin.container", "io.mltwin.scoring.models.inference");

        ArchitectureRules.filesAreOpenedBy(OPENING).check(beside);
        ArchitectureRules.FOREIGN_BYTES_ARE_BOUNDED.check(beside);
        assertThat(beside).extracting(JavaClass::getSimpleName).containsAll(OPENING.keySet());
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
                .resideInAnyPackage("..models.services..", "..models.assets..", "..registry.images..", "..operations..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..inference..", "..requestlog..")
                .because("the control side tells the running side by DeploymentHost and events only")
                .check(CLASSES);
    }

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.scoring"))
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
