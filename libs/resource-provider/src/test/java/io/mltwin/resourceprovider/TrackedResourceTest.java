package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedResourceTest {

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"East US, eastus", "eastus, eastus", "WEST EUROPE, westeurope"})
    void aLocationHasOneSpelling(String given, String kept) throws Exception {
        assertThat(TrackedResource.location(json("{'location':'" + given + "'}")))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'location':null}", "{'location':' '}"})
    void aLocationIsRequired(String body) {
        assertThatThrownBy(() -> TrackedResource.location(json(body)))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("LocationRequired"));
    }

    @Test
    void onlyTheNamedMembersAreKeptAndNotTheRequestsOwn() throws Exception {
        JsonNode body = json("{'tags':{'a':'b'},'properties':{'x':1},'plan':null,'id':'mine'}");

        var kept = TrackedResource.kept(body, List.of("tags", "plan", "properties"));
        kept.withObject("/properties").put("x", 2);

        assertThat(kept).isEqualTo(json("{'tags':{'a':'b'},'properties':{'x':2}}"));
        assertThat(body.at("/properties/x").asInt()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'properties':{'a':1,'b':{'c':2}}}    | {'properties':{'b':{'d':3}}}              | {'properties':{'a':1,'b':{'c':2,'d':3}}}
                    {'properties':{'a':1,'b':2}}          | {'properties':{'b':null}}                 | {'properties':{'a':1}}
                    {'properties':{'a':[1]}}              | {'properties':{'a':[2],'e':{'f':null}}}   | {'properties':{'a':[2],'e':{}}}
                    {'a':1}                               | {'properties':5}                          | {'a':1,'properties':5}
                    """)
    void aPatchIsMerged(String content, String patch, String expected) throws Exception {
        ObjectNode merged = (ObjectNode) json(content);

        TrackedResource.merge(merged, json(patch));

        assertThat(merged).isEqualTo(json(expected));
    }
}
