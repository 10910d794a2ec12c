package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a list keeps for a caller who may not read at its scope. */
class ListVisibilityTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void onlyVisibleItemsStay() throws JsonProcessingException {
        ArmAnswer all = ArmAnswer.ok(
                json.readTree("{\"value\":[{\"id\":\"/Subs/A\"},{\"id\":\"/Subs/B\"}],\"nextLink\":\"n\"}"));

        ArmAnswer shown = ListVisibility.filter(all, Set.of("/subs/a"));

        assertThat(shown.body()).isEqualTo(json.readTree("{\"value\":[{\"id\":\"/Subs/A\"}],\"nextLink\":\"n\"}"));
    }

    @Test
    void withoutARestrictionAllStay() throws JsonProcessingException {
        ArmAnswer all = ArmAnswer.ok(json.readTree("{\"value\":[{\"id\":\"/a\"}]}"));

        assertThat(ListVisibility.filter(all, null)).isSameAs(all);
    }
}
