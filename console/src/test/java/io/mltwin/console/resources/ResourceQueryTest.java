package io.mltwin.console.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceQueryTest {

    private static final ArmResourceId SUBSCRIPTION = ArmResourceId.subscription("s1");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\", \"\"",
                "kv, \"\", \"substringof('kv', name)\"",
                "\" kv \", \"\", \"substringof('kv', name)\"",
                "\"\", Microsoft.KeyVault/vaults, \"resourceType eq 'Microsoft.KeyVault/vaults'\"",
                "kv, A/b, \"resourceType eq 'A/b' and substringof('kv', name)\"",
                "\"x') or ('\", \"\", \"substringof('x'') or (''', name)\""
            })
    void theFilterHoldsWhatWasTypedAsText(String search, String type, String filter) {
        assertThat(ResourceQuery.of(search, type, null, null).filter()).isEqualTo(filter);
    }

    @Test
    void aPageIsAskedForInPartsOfFifty() {
        assertThat(ResourceQuery.of("a b", null, null, null).resources(SUBSCRIPTION))
                .isEqualTo("/subscriptions/s1/resources?api-version=2022-10-01&$top=50"
                        + "&$filter=substringof%28%27a%20b%27%2C%20name%29");
    }

    @Test
    void theNextPageGoesOnWhereAzuresEndedAndKeepsTheSearch() {
        ResourceQuery query = ResourceQuery.of("kv", "", null, null);
        String address = query.addressOfNext(
                SUBSCRIPTION, "/subscriptions/s1/resources?api-version=2022-10-01&%24skiptoken=a%2Bb%3D");

        assertThat(address).isEqualTo("/resources?scope=%2Fsubscriptions%2Fs1&search=kv&next=a%2Bb%3D");
        assertThat(ResourceQuery.of("kv", "", "/subscriptions/s1", "a+b=").resources(SUBSCRIPTION))
                .endsWith("&$skiptoken=a%2Bb%3D");
    }

    @Test
    void afterTheLastPageThereIsNoAddress() {
        ResourceQuery query = ResourceQuery.of("", "", null, null);

        assertThat(query.addressOfNext(SUBSCRIPTION, null)).isNull();
        assertThat(query.addressOfNext(SUBSCRIPTION, "/subscriptions/s1/resources?x=y"))
                .isNull();
    }
}
