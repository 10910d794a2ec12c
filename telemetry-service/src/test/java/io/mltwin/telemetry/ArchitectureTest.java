package io.mltwin.telemetry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the service, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.telemetry");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.telemetry");
    }

    @Test
    void theQueryLanguageKnowsNothingOfItsTables() {
        noClasses()
                .that()
                .resideInAPackage("..query.kql..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "..telemetry.tables..", "..telemetry.components..", "io.mltwin.armweb..", "jakarta..")
                        .and(not(belongToAnyOf(AsciiCase.class, TextCase.class, EvaluationBudget.class))))
                .because("the language is evaluated over rows, whatever they are rows of")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..telemetry.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("committing offsets after the database is decided in one place")
                .check(CLASSES);
    }

    @Test
    void theServiceKnowsNothingOfTheConsole() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.mltwin.console..")
                .because("the console is served from here, and is no part of Azure")
                .check(CLASSES);
    }
}
