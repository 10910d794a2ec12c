package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    @Test
    void aPatchReplacesTagsAndNothingElse() throws Exception {
        String stored = json("{'tags':{'a':'b'},'properties':{'x':1}}").toString();

        assertThat(TrackedResource.withTags(stored, json("{}"))).isEqualTo(stored);
        assertThat(TrackedResource.read(TrackedResource.withTags(stored, json("{'tags':{'c':'d'}}"))))
                .isEqualTo(json("{'tags':{'c':'d'},'properties':{'x':1}}"));
    }

    @Test
    void tagsAreShownAlsoWhereThereAreNone() throws Exception {
        assertThat(TrackedResource.shown("/id", "n", "T/t", "eastus", "{\"properties\":{}}"))
                .isEqualTo(json("{'id':'/id','name':'n','type':'T/t','location':'eastus','tags':{},'properties':{}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'tags':{'a':'1'}}                    | {'tags':{'b':'2'}}                        | {'tags':{'b':'2'}}
                    {'properties':{'a':1,'b':{'c':2}}}    | {'properties':{'b':{'d':3}}}              | {'properties':{'a':1,'b':{'c':2,'d':3}}}
                    {'properties':{'a':1,'b':2}}          | {'properties':{'b':null}}                 | {'properties':{'a':1}}
                    {'properties':{'a':[1]}}              | {'properties':{'a':[2],'e':{'f':null}}}   | {'properties':{'a':[2],'e':{}}}
                    {'tags':{},'properties':{'a':1}}      | {'location':'westus','id':'other'}        | {'tags':{},'properties':{'a':1}}
                    """)
    void aPatchReplacesTagsAndMergesProperties(String content, String patch, String expected) throws Exception {
        assertThat(TrackedResource.merged((com.fasterxml.jackson.databind.node.ObjectNode) json(content), json(patch)))
                .isEqualTo(json(expected));
    }
}
