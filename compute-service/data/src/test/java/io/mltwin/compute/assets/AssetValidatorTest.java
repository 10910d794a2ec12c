package io.mltwin.compute.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a version of code or data may say. */
class AssetValidatorTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CODE | {'codeUri':'u','tags':{'a':'b'}} | passes",
                "DATA | {'dataType':'uri_file','dataUri':'u'} | passes",
                "DATA | {'dataType':'mltable','dataUri':'u','referencedUris':['v']} | passes",
                "DATA | {'dataType':'uri_folder','dataUri':'u','referencedUris':[]} | 400 properties.referencedUris",
                "CODE | null | 400 properties",
                "CODE | {} | 400 properties.codeUri",
                "CODE | {'codeUri':' '} | 400 properties.codeUri",
                "CODE | {'codeUri':'u','tags':{'a':null}} | 400 properties.tags",
                "CODE | {'codeUri':'u','properties':{'a':null}} | 400 properties.properties",
                "CODE | {'codeUri':'u','autoDeleteSetting':{'value':'1d'}} | 501 properties.autoDeleteSetting",
                "CODE | {'intellectualProperty':{'publisher':'p'}} | 501 properties.intellectualProperty",
                "DATA | {'dataUri':'u'} | 400 properties.dataType",
                "DATA | {'dataType':'URI_FILE','dataUri':'u'} | 400 properties.dataType",
                "DATA | {'dataType':'uri_file'} | 400 properties.dataUri",
                "DATA | {'dataType':'uri_file','dataUri':'u','referencedUris':['v']} | 400 properties.referencedUris",
                "DATA | {'dataType':'mltable','dataUri':'u','referencedUris':['v','']} | 400 properties.referencedUris"
            })
    void firstRowThatDoesNotHoldAnswers(AssetKind kind, String properties, String expected) {
        AssetBody body = Json.read("{\"properties\":" + properties.replace('\'', '"') + "}", AssetBody.class);
        ArmResourceId id = ArmResourceId.parse(WORKSPACE + "/" + kind.segment() + "/a/versions/1");

        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> AssetValidator.validateVersion(kind, id, body));

        assertThat(
                        refused == null
                                ? "passes"
                                : refused.status() + " " + refused.content().target())
                .isEqualTo(expected);
    }
}
