package io.mltwin.compute.aksclusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SslConfigurationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|Disabled for null",
                "{'sslConfiguration':null}|Disabled for null",
                "{'sslConfiguration':{'status':'disabled'}}|Disabled for null",
                "{'sslConfiguration':{'status':'Disabled','cname':null,'cert':''}}|Disabled for null",
                "{'sslConfiguration':{'status':'Disabled','cname':'a.contoso.com'}}|cname needs the status Enabled",
                "{'sslConfiguration':{'leafDomainLabel':'a'}}|leafDomainLabel needs the status Auto",
                "{'sslConfiguration':{'status':'Enabled','cname':'a.contoso.com','cert':'c','key':'k'}}|Enabled for a.contoso.com",
                "{'sslConfiguration':{'status':'Enabled','cname':'a.contoso.com'}}|Enabled for a.contoso.com",
                "{'sslConfiguration':{'status':'Enabled','cert':'c','key':'k'}}|cname is required",
                "{'sslConfiguration':{'status':'Enabled','cname':'a.contoso.com','key':'k'}}|cert is required",
                "{'sslConfiguration':{'status':'Enabled','cname':'a.contoso.com','cert':'c','key':'k','leafDomainLabel':'a'}}|leafDomainLabel needs the status Auto",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'Contoso-1'}}|Auto for Contoso-1",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'a','cname':'a0.eastus.cloudapp.example'}}|Auto for a",
                "{'sslConfiguration':{'status':'Auto'}}|leafDomainLabel is required",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'1a'}}|leafDomainLabel must be",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'a-'}}|leafDomainLabel must be",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'a.b'}}|leafDomainLabel must be",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'a','key':'k'}}|key needs the status Enabled",
                "{'sslConfiguration':{'status':'On'}}|status must be Disabled, Enabled or Auto",
                "{'sslConfiguration':{'status':'Enabled','cname':1}}|cname must be text",
                "{'sslConfiguration':{'status':'Auto','leafDomainLabel':'a','overwriteExistingDomain':'yes'}}|overwriteExistingDomain must be true or false",
                "{'sslConfiguration':'Enabled'}|must be an object"
            })
    void itFitsItsStatus(String inner, String expected) throws Exception {
        String[] read = new String[1];
        AzureException refusal = catchThrowableOfType(
                AzureException.class,
                () -> read[0] = SslConfiguration.read(JSON.readTree(inner.replace('\'', '"')))
                        .toString());

        assertThat(refusal == null ? read[0] : refusal.getMessage()).contains(expected);
    }
}
