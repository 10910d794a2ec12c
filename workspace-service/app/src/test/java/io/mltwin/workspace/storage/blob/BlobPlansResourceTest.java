package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.workspace.storage.blob.block.BlobCreation;
import io.mltwin.workspace.storage.blob.state.BlobLookup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How PostgreSQL looks up blobs as long as it has not counted them: by an index that is entered
 * with the container, a value that is known before. A plan that is made then is kept for a minute,
 * and with the name alone, or none, it would read what all accounts have.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobPlansResourceTest {

    private static final Set<String> LOOKED_UP = Set.of("blob", "blob_block");
    private static final String KNOWN = "(container_id = (InitPlan ";

    @FromPlatform
    TestDatabase database;

    @ParameterizedTest
    @ValueSource(classes = {BlobLookup.class, BlobCreation.class})
    void blobsAreLookedUpByAnIndexWithTheirContainerKnown(Class<?> statements) throws Exception {
        List<String> texts = texts(statements);

        assertThat(texts).hasSizeGreaterThanOrEqualTo(2);
        for (String text : texts) {
            List<JsonNode> lookUps = lookUps(text);
            assertThat(lookUps).as(text).isNotEmpty().allMatch(BlobPlansResourceTest::isByIndex);
        }
    }

    /** What the test above would not let pass. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select b.id from blob b where b.name = ?",
                "select b.id from blob_container c join blob b on b.container_id = c.id and b.name = ?"
                        + " where c.account_id = ? and c.name = ?"
            })
    void aLookUpWithoutAKnownContainerIsSeen(String text) throws Exception {
        assertThat(lookUps(text)).isNotEmpty().noneMatch(BlobPlansResourceTest::isByIndex);
    }

    @Test
    void theStatementsAreWhole() throws Exception {
        assertThat(texts(BlobLookup.class)).allMatch(text -> text.startsWith("select "));
        assertThat(texts(BlobCreation.class))
                .allMatch(text -> text.startsWith("with ") && text.contains(" insert into blob "));
    }

    private static boolean isByIndex(JsonNode scan) {
        return scan.path("Node Type").asText().matches("Index (Only )?Scan")
                && scan.path("Index Cond").asText().contains(KNOWN);
    }

    /**
     * The statements of a class: what it keeps of text that reads a table from its first word on.
     */
    private static List<String> texts(Class<?> statements) throws IllegalAccessException {
        List<String> texts = new ArrayList<>();
        for (Field field : statements.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                field.setAccessible(true);
                String text = (String) field.get(null);
                if (text.matches("(select|with) .* (blob|blob_block) [bk] .*")) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** The scans of blobs and blocks in the plan that is for whatever values, on empty tables. */
    private List<JsonNode> lookUps(String text) throws Exception {
        String numbered = text;
        List<String> nulls = new ArrayList<>();
        while (numbered.contains("?")) {
            nulls.add("null");
            numbered = numbered.replaceFirst("\\?", "\\$" + nulls.size());
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("storage_account", "blob_container", "stored_content", "blob", "blob_block")) {
                statement.execute("create temp table %1$s (like public.%1$s including all)".formatted(table));
            }
            // as the platform sets its servers
            statement.execute("set enable_seqscan = off");
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare look_up as " + numbered);
            try (ResultSet plan =
                    statement.executeQuery("explain (format json) execute look_up(" + String.join(", ", nulls) + ")")) {
                plan.next();
                List<JsonNode> scans = new ArrayList<>();
                collect(new ObjectMapper().readTree(plan.getString(1)), scans);
                return scans;
            }
        }
    }

    private static void collect(JsonNode plan, List<JsonNode> scans) {
        if (LOOKED_UP.contains(plan.path("Relation Name").asText()) && !plan.has("Operation")) {
            scans.add(plan);
        }
        plan.forEach(part -> collect(part, scans));
    }
}
