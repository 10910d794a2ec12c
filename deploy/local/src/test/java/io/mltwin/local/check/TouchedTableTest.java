package io.mltwin.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table and the poms of this checkout. */
class TouchedTableTest {
    private final Path checkout = Checkout.find().root();
    private final ModuleGraph graph = ModuleGraph.read(checkout);
    private TouchedTable table;
    private EndToEndClasses classes;

    @BeforeEach
    void read() throws IOException {
        table = TouchedTable.read(checkout);
        classes = EndToEndClasses.read(checkout);
    }

    @Test
    void everyModuleHasARow() {
        Set<String> paths = table.rows().stream().map(TouchedTable.Row::path).collect(Collectors.toSet());
        Set<String> without = graph.modules().stream()
                .map(module -> module.folder() + "/")
                .filter(folder -> !folder.equals(CheckPlanner.END_TO_END + "/"))
                .filter(folder -> !paths.contains(folder))
                .collect(Collectors.toSet());

        assertEquals(Set.of(), without);
    }

    @Test
    void everyPackageIsNamedAndWhatIsNamedExists() {
        Set<String> named = table.rows().stream()
                .flatMap(row -> row.endToEnd().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(Set.of(TouchedTable.ALL, TouchedTable.CONTAINERS));
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(classes.packages());
        unknown.removeAll(classes.words().keySet());
        Set<String> missing = new TreeSet<>(classes.packages());
        missing.removeAll(named);

        assertEquals(Set.of(), unknown);
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyPathAndEveryModuleExistsAndHasOneRow() {
        Set<String> seen = new HashSet<>();
        for (TouchedTable.Row row : table.rows()) {
            assertTrue(seen.add(row.path()), row.path());
            assertTrue(row.path().startsWith("*") || Files.exists(checkout.resolve(row.path())), row.path());
            for (String module : row.modules()) {
                assertTrue(
                        module.equals(TouchedTable.OWN)
                                ? graph.holding(row.path() + "pom.xml").isPresent()
                                : graph.in(module) != null,
                        row.toString());
            }
        }
    }

    @Test
    void aModuleStandsBehindWhatItUses() {
        Set<String> before = new HashSet<>();
        for (MavenModule module : graph.modules()) {
            assertTrue(before.containsAll(module.uses()), module.toString());
            assertTrue(before.containsAll(module.usesInTests()), module.toString());
            before.add(module.artifact());
        }
        assertEquals(MavenModule.folders(checkout).size(), before.size());
    }

    @ParameterizedTest(name = "{0}: {1} / {2} / {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "console/src/main/java/X.java | console | telemetry-service | console documents/FirstHourTest tokens/ConsoleTokensTest",
                "keyvault-service/src/test/java/X.java | keyvault-service | |",
                "deploy/compute-node/src/main/java/X.java | deploy/compute-node | compute-service/app compute-service/execution compute-service/jobs deploy/compute-node-tests | atrest faults flows hostile identities routes training",
                "docs/fidelity.md | workspace-service/app | | documents/FidelityTest",
                "docs/sign-in.md | | | documents",
                "libs/odata-filter/README.md | | | documents",
                "libs/customer-keys/src/main/java/X.java | libs/customer-keys | compute-service/app compute-service/data compute-service/execution compute-service/jobs compute-service/run-history compute-service/targets compute-service/workspaces scoring-service/app scoring-service/registry workspace-service/app workspace-service/machine-learning workspace-service/storage | atrest customerkeys faults serving training workspaces",
                "docker-compose.yml | deploy/local libs/platform-kit | |",
                "e2e-tests/src/test/java/io/mltwin/e2e/roles/RolesTest.java | | | roles/RolesTest"
            })
    void aChangeTouches(String file, String changed, String users, String endToEnd) throws IOException {
        // When
        CheckPlan plan = CheckPlanner.plan(checkout, List.of(file));

        // Then
        assertEquals(words(changed), new TreeSet<>(plan.changed().keySet()));
        assertEquals(words(users), new TreeSet<>(plan.users().keySet()));
        assertEquals(words(endToEnd), new TreeSet<>(plan.endToEnd().keySet()));
        assertEquals(file.equals("docker-compose.yml"), !plan.containers().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void testEquipmentTouchesEveryServiceAndNoPackage(PlatformService service) throws IOException {
        // When
        CheckPlan plan = CheckPlanner.plan(checkout, List.of("libs/test-kit/src/main/java/X.java"));

        // Then
        assertTrue(
                plan.users().keySet().stream().anyMatch(folder -> folder.startsWith(service.module())),
                plan.toString());
        assertTrue(plan.endToEnd().isEmpty(), plan.toString());
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ")));
    }
}
