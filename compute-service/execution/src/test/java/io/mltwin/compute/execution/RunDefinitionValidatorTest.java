package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDefinitionValidatorTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String REST = "'target':'cpu','environment':{'name':'AzureML-Tribuo-4.3'}";

    @Test
    void acceptsAPlainRun() {
        assertThatCode(() -> RunDefinitionValidator.validate(
                        read("{'snapshotId':'x','configuration':{'script':'lib/a.py'," + REST + "}}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|400",
                "{'snapshotId':'x','configuration':{'script':'../a.py',REST}}|400",
                "{'snapshotId':'x','configuration':{REST}}|400",
                "{'configuration':{'script':'a.py',REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','environment':{'name':'E'}}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','target':'cpu'}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','maxRunDurationSeconds':-1,REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','target':'cpu','environment':{'name':'E','environmentVariables':{'A=B':'x'}}}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','nodeCount':2,REST}}|501",
                "{'snapshotId':'x','configuration':{'script':'a.py','communicator':'Mpi',REST}}|501",
                "{'snapshotId':'x','configuration':{'script':'a.py','dataReferences':{'d':{}},REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','dataReferences':{'d':{'dataStoreName':'s','pathOnCompute':'/tmp/d'}},REST}}|501"
            })
    void refuses(String definition, int status) {
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> RunDefinitionValidator.validate(read(definition.replace("REST", REST))));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
    }

    /**
     * What azureml-core 1.x sends of a run that sets nothing but script, target and environment.
     */
    @Test
    void acceptsTheDefaultsOfAzuresClients() {
        // Given
        String defaults = """
                {'snapshotId':'x','configuration':{'script':'train.py','useAbsolutePath':false,
                 'arguments':[],'framework':'Python','communicator':'None','target':'cpu','command':'',
                 'data':{},'outputData':{},'datacaches':[],'jobName':null,'maxRunDurationSeconds':null,
                 'nodeCount':1,'priority':null,'credentialPassthrough':false,'identity':null,
                 'environment':{'name':'AzureML-Python-3-Stdlib','version':'1',
                  'python':{'interpreterPath':'python','userManagedDependencies':false,
                   'condaDependencies':{'channels':['anaconda','conda-forge'],
                    'dependencies':['python=3.8.13',{'pip':['azureml-defaults~=1.27.0']}],
                    'name':'project_environment'},
                   'baseCondaEnvironment':null},
                  'environmentVariables':{'EXAMPLE_ENV_VAR':'EXAMPLE_VALUE'},
                  'docker':{'baseImage':'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:20221101.v1',
                   'platform':{'os':'Linux','architecture':'amd64'},'baseDockerfile':null,
                   'baseImageRegistry':{'address':null,'username':null,'password':null},
                   'enabled':false,'arguments':[]},
                  'spark':{'repositories':[],'packages':[],'precachePackages':true},
                  'inferencingStackVersion':null},
                 'history':{'outputCollection':true,'directoriesToWatch':['logs'],'enableMLflowTracking':true,
                  'snapshotProject':true},
                 'docker':{'useDocker':false,'sharedVolumes':true,'arguments':[],'shmSize':'2g'},
                 'sourceDirectoryDataStore':null,'instanceTypes':[],'exposedPorts':null,'parameters':[],
                 'spark':{'configuration':{'spark.app.name':'Azure ML Experiment','spark.yarn.maxAppAttempts':1}},
                 'hdi':{'yarnDeployMode':'cluster'},'tensorflow':{'workerCount':1,'parameterServerCount':1},
                 'mpi':{'processCountPerNode':1},'pyTorch':{'communicationBackend':'nccl','processCount':null},
                 'parallelTask':{'maxRetriesPerWorker':0,'workerCountPerNode':1,'configuration':{}},
                 'containerInstance':{'region':null,'cpuCores':2,'memoryGb':3.5},'cmk8sCompute':{'configuration':{}},
                 'kubernetesCompute':{'instanceType':null},'environmentVariables':{},'applicationEndpoints':{},
                 'commandReturnCodeConfig':{'returnCode':'Zero','successfulReturnCodes':[]},
                 'amlcompute':{'name':null,'vmSize':null,'vmPriority':null,'retainCluster':false,'clusterMaxNodeCount':1}}}
                """;

        // Then
        assertThatCode(() -> RunDefinitionValidator.validate(read(defaults))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "command | 'command':'python a.py'",
                "command | 'command':['python','a.py']",
                "data.d.dataLocation | 'data':{'d':{'dataLocation':{}}}",
                "outputData.o | 'outputData':{'o':{}}",
                "credentialPassthrough | 'credentialPassthrough':true",
                "docker.arguments | 'docker':{'arguments':['--gpus','all']}",
                "docker.useDocker | 'docker':{'useDocker':true}",
                "docker.shmSize | 'docker':{'shmSize':'8g'}",
                "docker.sharedVolumes | 'docker':{'sharedVolumes':false}",
                "framework | 'framework':'PySpark'",
                "priority | 'priority':5",
                "identity.type | 'identity':{'type':'Managed'}",
                "identity | 'identity':'Managed'",
                "datacaches | 'datacaches':[{'name':'d'}]",
                "history.outputCollection | 'history':{'outputCollection':false}",
                "history.snapshotProject | 'history':{'snapshotProject':false}",
                "history.enableMLflowTracking | 'history':{'enableMLflowTracking':false}",
                "history.directoriesToWatch | 'history':{'directoriesToWatch':['logs','more']}",
                "amlcompute.vmSize | 'amlcompute':{'vmSize':'STANDARD_D2_V2'}",
                "amlCompute.vmPriority | 'amlCompute':{'vmPriority':'lowpriority'}",
                "amlcompute.retainCluster | 'amlcompute':{'retainCluster':true}",
                "amlcompute.clusterMaxNodeCount | 'amlcompute':{'clusterMaxNodeCount':2}",
                "sourceDirectoryDataStore | 'sourceDirectoryDataStore':'store'",
                "useAbsolutePath | 'useAbsolutePath':true",
                "environmentVariables.A | 'environmentVariables':{'A':'b'}",
                "commandReturnCodeConfig.successfulReturnCodes | 'commandReturnCodeConfig':{'successfulReturnCodes':[3]}",
                "JobName | 'JobName':'spelled otherwise'",
                "whatever.is.next | 'whatever':{'is':{'next':0}}"
            })
    void refusesWhatWouldChangeNothingByName(String setting, String member) {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> RunDefinitionValidator.validate(
                        read("{'snapshotId':'x','configuration':{'script':'a.py'," + member + "," + REST + "}}")));

        // Then
        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.getMessage()).contains("'configuration." + setting + "'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "python.condaDependenciesFile | 'python':{'condaDependenciesFile':'conda.yml'}",
                "python.baseCondaEnvironment | 'python':{'baseCondaEnvironment':'base'}",
                "python.interpreterPath | 'python':{'interpreterPath':'/opt/python'}",
                "spark.packages | 'spark':{'packages':[{'group':'g','artifact':'a','version':'1'}]}",
                "r | 'r':{'rVersion':'4.0'}",
                "docker.baseDockerfile | 'docker':{'baseDockerfile':'FROM ubuntu'}",
                "docker.arguments | 'docker':{'arguments':['--gpus']}",
                "docker.baseImageRegistry | 'docker':{'baseImageRegistry':{'address':'me.azurecr.io'}}",
                "docker.baseImage | 'docker':{'baseImage':'me.azurecr.io/mine:1'}",
                "docker.baseImage | 'docker':{'baseImage':'mcr.microsoft.com/azureml/curated/sklearn-1.5:1'}"
            })
    void refusesAnEnvironmentThatCannotBePrepared(String setting, String section) {
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> RunDefinitionValidator.validate(read(
                        "{'snapshotId':'x','configuration':{'script':'a.py','target':'cpu','environment':{'name':'E',"
                                + section
                                + "}}}")));

        // Then
        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.getMessage()).contains("'configuration.environment." + setting + "'");
    }

    @Test
    void dockerThatAnEnvironmentAsksForIsRefusedOnTargets() {
        // Given
        String run = "{'snapshotId':'x','configuration':{'script':'a.py','environment':"
                + "{'name':'E','docker':{'enabled':true}},'target':'%s'}}";

        // Then
        assertThat(catchThrowableOfType(
                        AzureException.class, () -> RunDefinitionValidator.validate(read(run.formatted("cpu")))))
                .hasMessageContaining("'configuration.docker.useDocker'")
                .returns(501, AzureException::status);
        assertThatCode(() -> RunDefinitionValidator.validateLocal(read(run.formatted("local"))))
                .doesNotThrowAnyException();
    }

    @Test
    void readsWhatAnEnvironmentOfTheUsersOwnAsksFor() {
        // Given
        RunDefinitionBody definition = read("""
                        {'snapshotId':'x','configuration':{'script':'a.py','target':'cpu',
                         'environment':{'name':'E','python':{'condaDependencies':
                          {'dependencies':['python=3.8.13','numpy=1.26',{'pip':['azureml-defaults','grain']}]}},
                          'docker':{'baseImage':'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04'}}}}
                        """);

        // When
        RunDefinitionValidator.validate(definition);

        // Then
        EnvironmentSource source =
                RunDefinitionValidator.source(definition.configuration().environment());
        assertThat(source.conda().requirements()).containsExactly("numpy==1.26.*", "grain");
        assertThat(source.conda().pythonVersion()).isEqualTo("==3.8.13.*");
        assertThat(source.image()).startsWith("mcr.microsoft.com/azureml/openmpi");
    }

    private static RunDefinitionBody read(String text) {
        try {
            return RunDefinitionReader.read(JSON.readTree(text.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
