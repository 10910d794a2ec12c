package io.mltwin.compute.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBNET =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";

    private static NetworkSettings read(String properties) throws Exception {
        return NetworkSettings.read(JSON.readTree(properties.replace('\'', '"').replace("SUBNET", SUBNET)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | false | true",
                "{'subnet':null,'enableNodePublicIp':null} | false | true",
                "{'subnet':{'id':'SUBNET'}} | true | true",
                "{'subnet':{'id':'SUBNET'},'enableNodePublicIp':false} | true | false"
            })
    void isRead(String properties, boolean inSubnet, boolean publicIp) throws Exception {
        NetworkSettings settings = read(properties);

        assertThat(settings.subnet().isPresent()).isEqualTo(inSubnet);
        assertThat(settings.hasPublicIp()).isEqualTo(publicIp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'subnet':{}}",
                "{'subnet':{'id':''}}",
                "{'subnet':{'id':'x'}}",
                "{'subnet':{'id':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v'}}",
                "{'subnet':{'id':'/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets'}}",
                "{'subnet':{'id':'/subscriptions/s/providers/Microsoft.Network/virtualNetworks/v/subnets/s'}}",
                "{'enableNodePublicIp':'false'}",
                "{'enableNodePublicIp':0}"
            })
    void whatIsNoSettingIsRefused(String properties) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> read(properties));

        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("InvalidRequestContent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | false",
                "{'enableNodePublicIp':true} | false",
                "{'enableNodePublicIp':false} | true",
                "{'enableNodePublicIp':false,'subnet':{'id':'SUBNET'}} | false"
            })
    void nodesWithoutAPublicAddressAreInASubnet(String properties, boolean isRefused) throws Exception {
        NetworkSettings settings = read(properties);

        AzureException fault = catchThrowableOfType(AzureException.class, settings::requireReachable);

        assertThat(fault != null).isEqualTo(isRefused);
    }
}
