package io.mltwin.scoring.registry.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSectionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name':'AzureML-Tribuo-4.3','python':null,'docker':null}",
                "{'python':{'interpreterPath':'python','condaDependencies':null}}",
                "{'python':{'condaDependencies':{'channels':['anaconda'],'dependencies':['python=3.6.2',{'pip':['azureml-defaults']}]}}}",
                "{'python':{'condaDependencies':{'dependencies':['python = 3.8.13','pip',{'pip':['azureml-core==1.60.0']}]}}}",
                "{'python':{'userManagedDependencies':true,'condaDependencies':{'dependencies':['scikit-learn']}}}",
                "{'docker':{'enabled':true,'shmSize':'2g','baseImage':'mcr.microsoft.com/azureml/base:intelmpi2018.3-ubuntu16.04','arguments':[]}}",
                "{'docker':{'baseImage':'mcr.microsoft.com/azureml/intelmpi2018.3-ubuntu16.04:20200821.v1'}}",
                "{'docker':{'baseImage':'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04','baseImageRegistry':{'address':null}}}"
            })
    void whatClientsSendByDefaultPasses(String environment) throws JsonProcessingException {
        sections(environment).validate("environment");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "python.condaDependencies | {'python':{'condaDependencies':{'dependencies':['python=3.8.13','scikit-learn']}}}",
                "python.condaDependencies | {'python':{'condaDependencies':{'dependencies':['python=3.11']}}}",
                "python.condaDependencies | {'python':{'condaDependencies':{'dependencies':[{'pip':['azureml-defaults','torch']}]}}}",
                "python.condaDependencies | {'python':{'condaDependencies':{'dependencies':[{'npm':[]}]}}}",
                "python.condaDependenciesFile | {'python':{'condaDependenciesFile':'env.yml'}}",
                "python.baseCondaEnvironment | {'python':{'baseCondaEnvironment':'base'}}",
                "python.interpreterPath | {'python':{'userManagedDependencies':true,'interpreterPath':'/opt/py'}}",
                "docker.baseImage | {'docker':{'baseImage':'ubuntu:22.04'}}",
                "docker.baseImage | {'docker':{'baseImage':'mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.1-cudnn8-ubuntu20.04'}}",
                "docker.baseImage | {'docker':{'baseImage':'evil.example/mcr.microsoft.com/azureml/base:1'}}",
                "docker.baseDockerfile | {'docker':{'baseDockerfile':'FROM scratch'}}",
                "docker.baseImageRegistry | {'docker':{'baseImageRegistry':{'address':'me.azurecr.io'}}}",
                "docker.arguments | {'docker':{'arguments':['--gpus']}}"
            })
    void whatWouldHaveToBeInstalledIsRefusedByName(String setting, String environment) throws JsonProcessingException {
        EnvironmentSections sections = sections(environment);

        AzureException fault = catchThrowableOfType(AzureException.class, () -> sections.validate("environment"));

        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.code()).isEqualTo("NotImplemented");
        assertThat(fault.getMessage()).contains("'environment." + setting + "'");
    }

    private static EnvironmentSections sections(String text) throws JsonProcessingException {
        return Json.read(text.replace('\'', '"'), EnvironmentSections.class);
    }
}
