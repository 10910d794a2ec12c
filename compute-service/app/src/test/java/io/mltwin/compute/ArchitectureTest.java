package io.mltwin.compute;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final JavaClasses CODE = ArchitectureRules.mainClassesOf("io.mltwin.compute");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.compute");
    }

    @TestFactory
    Stream<DynamicTest> theHouseStyleHoldsOnNodes() {
        return ArchitectureRules.ofProgram("io.mltwin.node");
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
}
