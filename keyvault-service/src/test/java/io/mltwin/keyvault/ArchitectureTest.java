package io.mltwin.keyvault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.keyvault");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.keyvault");
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
}
