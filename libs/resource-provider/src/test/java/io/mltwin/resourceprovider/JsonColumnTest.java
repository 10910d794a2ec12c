package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonColumnTest {

    record Policy(String name, List<Integer> days) {}

    @Test
    void aValueIsReadAsItWasWritten() {
        Policy policy = new Policy("p", List.of(1, 2));

        assertThat(JsonColumn.read(JsonColumn.write(policy), Policy.class)).isEqualTo(policy);
        assertThat(JsonColumn.read(JsonColumn.write(Map.of("a", "b")), new TypeReference<Map<String, String>>() {}))
                .isEqualTo(Map.of("a", "b"));
    }

    @Test
    void membersOfALaterVersionAreIgnored() {
        String column = "{\"name\":\"p\",\"new\":1}";
        assertThat(JsonColumn.read(column, Policy.class)).isEqualTo(new Policy("p", null));
    }

    @Test
    void aDamagedColumnIsAnInternalError() {
        assertThatThrownBy(() -> JsonColumn.read("{", Policy.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Policy");
        assertThatThrownBy(() -> JsonColumn.read("[", new TypeReference<List<String>>() {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("List");
    }
}
