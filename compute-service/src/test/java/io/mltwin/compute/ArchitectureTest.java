package io.mltwin.compute;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.mltwin.testkit.ArchitectureRules;
import io.mltwin.testkit.GrowingFields;
import io.mltwin.testkit.NetworkInTransactions;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mltwin.compute");

    /** The classes of a node that open files by their names, each with the reason. */
    private static final Map<String, String> OPENING = Map.ofEntries(
            Map.entry("BlobClient", "it fetches files before a script begins"),
            Map.entry("BlobContent", "of a file of the node's own"),
            Map.entry("CpuMeter", "it reads /proc"),
            Map.entry("DriverLog", "it lies beside the folder of its run"),
            Map.entry("EnvironmentLayer", "it packs what was settled"),
            Map.entry("EnvironmentProvision", "it marks what was settled"),
            Map.entry("HostSettings", "it reads the secret of the host"),
            Map.entry("JavaTrust", "it writes authorities before a script begins"),
            Map.entry("LoginCommand", "it looks for a program of the system"),
            Map.entry("LoginSandbox", "it makes a home before its account may write there"),
            Map.entry("ManagementCode", "it writes where scripts only read"),
            Map.entry("NodeHostLoop", "it says that the host is ready"),
            Map.entry("NodeProcesses", "it keeps the logs and keys of nodes"),
            Map.entry("PythonBuild", "it fills a folder before a build begins"),
            Map.entry("PythonEnvironments", "it locks what was settled"),
            Map.entry("PythonSettings", "it fills a folder before a build begins"),
            Map.entry("RegistryClient", "of a layer of the node's own"),
            Map.entry("RunFolder", "it fills a folder before a script begins"),
            Map.entry("RunLeftovers", "it looks whose the folders of runs are"),
            Map.entry("RunNetwork", "it tells other nodes where no script writes"),
            Map.entry("RunPlace", "it makes the folder of all runs"),
            Map.entry("ScriptProcess", "it fills a folder before a script begins"));

    @Test
    void scriptsFilesAreReachedByHandle() {
        JavaClasses node = ArchitectureRules.mainClassesOf("io.mltwin.node");

        ArchitectureRules.filesAreOpenedBy(OPENING).check(node);
        ArchitectureRules.FOREIGN_BYTES_ARE_BOUNDED.check(node);
        assertThat(node).extracting(JavaClass::getSimpleName).containsAll(OPENING.keySet());
    }

    @Test
    void oneClassFoldsNames() {
        ArchitectureRules.ONE_CLASS_FOLDS_NAMES.check(CODE);
    }

    @Test
    void listsAreQueries() {
        ArchitectureRules.LISTS_ARE_QUERIES.check(CODE);
    }

    @Test
    void resourcesKnowHttpOnly() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Entity")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .because("a resource maps HTTP to a service and holds no rules")
                .check(CODE);
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .because("one name for one role")
                .check(CODE);
    }

    @Test
    void entitiesNeverLeaveTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .because("rows are a feature's own")
                .check(CODE);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Entity")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .because("entities carry no JSON")
                .check(CODE);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Body")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .because("bodies carry no JPA")
                .check(CODE);
    }

    @Test
    void timeAndRandomnessComeIn() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Random.class)
                .because("the platform moves the clock, and keys need a SecureRandom")
                .check(CODE);
    }

    @Test
    void featuresFormNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.mltwin.compute.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature can be read without the ones built on it")
                .check(CODE);
    }

    @Test
    void onlyTheNodesPackageStartsProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..nodes..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .because("scripts run on nodes, never in this service")
                .check(CODE);
    }

    @Test
    void transactionsCallNoOtherService() {
        assertThat(NetworkInTransactions.inService("io.mltwin.compute"))
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
