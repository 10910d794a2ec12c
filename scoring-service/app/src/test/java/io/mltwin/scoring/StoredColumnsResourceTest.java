package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.StoredColumns;
import io.mltwin.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every column that can hold a text is ciphertext, or clear for a reason. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class StoredColumnsResourceTest {

    @FromPlatform
    TestDatabase database;

    @Test
    void eachColumnIsDecidedAbout() throws Exception {
        List<String> list = Files.readAllLines(Path.of("src/test/resources/stored-columns.txt"));
        assertThat(StoredColumns.problems(database, list)).isEmpty();
    }

    @Test
    void aColumnThatNobodyDecidedAboutIsFound() throws Exception {
        assertThat(StoredColumns.problems(database, List.of("*.name | clear |")))
                .contains("operation.state: undecided");
    }
}
