package io.mltwin.workspace.machinelearning.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.machinelearning.connections.Connections.ConnectionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for a connection may say, by version of the API. */
class ConnectionValidatorTest {

    private static ConnectionRequest check(String apiVersion, String name, String properties) throws Exception {
        return ConnectionValidator.validate(
                apiVersion,
                name,
                Json.read("{\"properties\":{" + properties.replace('\'', '"') + "}}", ConnectionBody.class));
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'OAuth9' | properties.authType",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'ApiKey','credentials':{'key':'k'} | properties.authType",
                "2022-10-01 | con | 'category':'Git','target':'t' | properties.authType",
                "2022-10-01 | con | 'category':'Fax','target':'t','authType':'None' | properties.category",
                "2022-10-01 | con | 'category':'Snowflake','target':'t','authType':'None' | properties.category",
                "2022-10-01 | con | 'target':'t','authType':'None' | properties.category",
                "2022-10-01 | con | 'category':'Git','authType':'None' | properties.target",
                "2022-10-01 | con | 'category':'Git','target':' ','authType':'None' | properties.target",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'PAT' | properties.credentials",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'PAT','credentials':{} | properties.credentials.pat",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'PAT','credentials':{'pat':''} | properties.credentials.pat",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'PAT','credentials':{'pat':'p','sas':'s'} | properties.credentials",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'None','credentials':{'pat':'p'} | properties.credentials",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'UsernamePassword','credentials':{'username':'u'} | properties.credentials.password",
                "2022-10-01 | con | 'category':'Git','target':'t','authType':'PAT','value':'v','valueFormat':'XML' | properties.valueFormat",
                "2024-04-01 | con | 'category':'Git','target':'t','authType':'CustomKeys','credentials':{'keys':'k'} | properties.credentials.keys",
                "2022-10-01 | c | 'category':'Git','target':'t','authType':'None' | name",
                "2022-10-01 | a.b.c | 'category':'Git','target':'t','authType':'None' | name",
                "2020-08-01 | con | 'category':'ACR','target':'t','value':'v' | properties.authType",
                "2020-08-01 | con | 'authType':'Basic','target':'t','value':'v' | properties.category",
                "2020-08-01 | con | 'authType':'Basic','category':'ACR','value':'v' | properties.target"
            })
    void whatIsNotAConnectionIsRefused(String apiVersion, String name, String properties, String target) {
        assertThatThrownBy(() -> check(apiVersion, name, properties))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.code()).isEqualTo("ValidationError");
                    assertThat(fault.content().target()).isEqualTo(target);
                });
    }

    @Test
    void unbuiltCategorySaysSo() {
        assertThatThrownBy(() -> check("2024-04-01", "con", "'category':'Git','target':'t','authType':'OAuth2'"))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(501));
    }

    @Test
    void namesAreReadWithoutCaseAndShownAsAzureWritesThem() throws Exception {
        ConnectionRequest request = check(
                "2022-10-01",
                "con",
                "'category':'git','target':'t','authType':'usernamepassword','credentials':{'username':'u','password':'p'}");

        assertThat(request.category()).isEqualTo("Git");
        assertThat(request.authType()).isEqualTo("UsernamePassword");
        assertThat(request.toString()).doesNotContain("'p'", "\"p\"");
    }
}
