package io.mltwin.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.identity");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.identity");
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
                .check(CLASSES);
    }
}
