package io.mltwin.scoring.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MUTABLE = Set.of("description", "kvTags");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'op':'add','path':'/kvTags/b','value':'2'}] | {'name':'m','kvTags':{'a':'1','b':'2'}}",
                "[{'op':'replace','path':'/kvTags/a','value':'2'}] | {'name':'m','kvTags':{'a':'2'}}",
                "[{'op':'replace','path':'/description','value':'d'}] | {'name':'m','kvTags':{'a':'1'},'description':'d'}",
                "[{'op':'Remove','path':'/kvTags/a'}] | {'name':'m','kvTags':{}}",
                "[{'op':'add','path':'/kvTags/x~1y','value':'2'}] | {'name':'m','kvTags':{'a':'1','x/y':'2'}}",
                "[{'op':'test','path':'/name','value':'m'},{'op':'remove','path':'/kvTags'}] | {'name':'m'}"
            })
    void changesWhatIsMutable(String patch, String expected) throws JsonProcessingException {
        // When
        ObjectNode changed = JsonPatch.apply(document(), read(patch), MUTABLE);
        // Then
        assertThat(changed).isEqualTo(read(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[{'op':'replace','path':'/name','value':'x'}]",
                "[{'op':'replace','path':'/kvTags/none','value':'x'}]",
                "[{'op':'remove','path':'/kvTags/none'}]",
                "[{'op':'add','path':'/kvTags/a/b','value':'x'}]",
                "[{'op':'add','path':'/description'}]",
                "[{'op':'add','path':'description','value':'x'}]",
                "[{'op':'copy','path':'/description','from':'/name'}]",
                "[{'op':'test','path':'/name','value':'other'}]"
            })
    void refusesAllElse(String patch) {
        assertThatThrownBy(() -> JsonPatch.apply(document(), read(patch), MUTABLE))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void doesAllOrNothing() throws JsonProcessingException {
        // Given
        ObjectNode document = document();
        // When
        assertThatThrownBy(() -> JsonPatch.apply(
                        document,
                        read(
                                "[{'op':'add','path':'/description','value':'x'},{'op':'add','path':'/name','value':'x'}]"),
                        MUTABLE))
                .isInstanceOf(AzureException.class);
        // Then
        assertThat(document).isEqualTo(document());
    }

    private static ObjectNode document() throws JsonProcessingException {
        return read("{'name':'m','kvTags':{'a':'1'}}").deepCopy();
    }

    private static <T extends com.fasterxml.jackson.databind.JsonNode> T read(String text)
            throws JsonProcessingException {
        @SuppressWarnings("unchecked")
        T node = (T) JSON.readTree(text.replace('\'', '"'));
        return node;
    }
}
