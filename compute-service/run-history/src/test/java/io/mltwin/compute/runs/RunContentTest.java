package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.compute.runs.RunBody.PersonBody;
import io.mltwin.compute.runs.RunBody.WarningBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a PATCH makes of the encrypted part of a run. */
class RunContentTest {

    private static final PersonBody CREATOR = new PersonBody("a", "t", "A");
    private static final PersonBody OTHER = new PersonBody("b", "t", "B");

    @Test
    void unsetFieldsStay() {
        // Given
        RunContent old = RunContent.by(CREATOR)
                .with(
                        CreateRunRequest.of("r")
                                .description("d")
                                .runDefinition(TextNode.valueOf("x"))
                                .tags(Map.of("k", "1"))
                                .build(),
                        CREATOR);

        // When
        RunContent changed = old.with(CreateRunRequest.of("r").build(), OTHER);

        // Then
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("lastModifiedBy")
                .isEqualTo(old);
        assertThat(changed.createdBy()).isEqualTo(CREATOR);
        assertThat(changed.lastModifiedBy()).isEqualTo(OTHER);
    }

    @Test
    void tagsAndPropertiesAreMerged() {
        // When
        RunContent changed = RunContent.by(CREATOR)
                .with(
                        CreateRunRequest.of("r")
                                .tags(Map.of("a", "1", "b", "1"))
                                .properties(Map.of("p", "1"))
                                .build(),
                        CREATOR)
                .with(
                        CreateRunRequest.of("r")
                                .tags(Map.of("b", "2", "c", "2"))
                                .properties(Map.of("q", "2"))
                                .build(),
                        OTHER);

        // Then
        assertThat(changed.tags()).isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
        assertThat(changed.properties()).isEqualTo(Map.of("p", "1", "q", "2"));
        assertThat(changed.withTags(Map.of("d", "3"), CREATOR).tags()).isEqualTo(Map.of("d", "3"));
    }

    @Test
    void warningsAreAddedAndAnErrorReplaces() {
        // Given
        WarningBody first = new WarningBody("s", "first");
        WarningBody second = new WarningBody("s", "second");

        // When
        RunContent changed = RunContent.by(CREATOR)
                .with(warning(first), CREATOR)
                .with(warning(second), CREATOR)
                .with(CreateRunRequest.of("r").error(TextNode.valueOf("1")).build(), CREATOR)
                .with(CreateRunRequest.of("r").error(TextNode.valueOf("2")).build(), CREATOR);

        // Then
        assertThat(changed.warnings()).containsExactly(first, second);
        assertThat(changed.error()).isEqualTo(TextNode.valueOf("2"));
    }

    private static CreateRunRequest warning(WarningBody warning) {
        return CreateRunRequest.of("r").warnings(List.of(warning)).build();
    }
}
