package io.mltwin.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the console, each rule with its reason. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClassesOf("io.mltwin.console");

    @TestFactory
    Stream<DynamicTest> theHouseStyleHolds() {
        return ArchitectureRules.of("io.mltwin.console");
    }

    @Test
    void nothingDependsOnTheServiceThatServesIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.mltwin.telemetry..")
                .because("pages ask the services as everybody does, telemetry too")
                .check(CLASSES);
    }

    @Test
    void onlySessionsAndReceiptsAreStored() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..console.session..", "..console.receipts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
                .because("all else that pages show comes from the services, by the user's own token")
                .check(CLASSES);
    }

    @Test
    void pagesCallAzureThroughOneClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..console.azure..", "..console.tokens..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mltwin.access.ServiceHttp")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mltwin.access.ServiceRequest")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mltwin.access.Tokens")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mltwin.access.AccessClient")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .because("each call carries the user's own token and stands on the receipt of its page")
                .check(CLASSES);
    }

    @Test
    void onlyFlowsAndTheInspectorAskWhatNoUserMay() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..console.azure..", "..console.flow..", "..console.token..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("OwnQuestions")
                .because("a page shows what its reader may see, so it asks in the reader's name")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassAsksForTokens() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..console.tokens..", "..console.signin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..console.tokens..")
                .because("pages name an audience; where its token comes from is decided in one place")
                .check(CLASSES);
    }
}
