package io.mltwin.compute.nodes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.mltwin.testkit.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The node program stands on this service's class path; its own module has no ArchUnit. */
class NodeProgramPackagesTest {
    private static final String ROOT = "io.mltwin.node";

    /** Each uses those before it at most. */
    private static final List<String> ORDER = List.of(
            "job",
            "settings",
            "sandbox",
            "calls",
            "data",
            "image",
            "environment",
            "identity",
            "run",
            "login",
            "host",
            "loop");

    @Test
    void packagesUseThoseBelowAlone() {
        // Given
        JavaClasses node = ArchitectureRules.mainClassesOf(ROOT);

        // Then
        for (int i = 0; i < ORDER.size(); i++) {
            String[] above = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> ROOT + "." + name)
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + ORDER.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .because("arrows of the node program go in one direction")
                        .check(node);
            }
        }
        assertThat(node)
                .extracting(JavaClass::getPackageName)
                .allMatch(name -> name.equals(ROOT) || ORDER.contains(name.substring(ROOT.length() + 1)));
    }
}
