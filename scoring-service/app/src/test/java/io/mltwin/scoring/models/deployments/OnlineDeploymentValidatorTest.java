package io.mltwin.scoring.models.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployment may say, one setting at a time beside what it needs. */
class OnlineDeploymentValidatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'requestSettings':{'maxConcurrentRequestsPerInstance':1,'maxQueueWait':'PT0S','requestTimeout':'PT3M'} | passes",
                "'livenessProbe':{'failureThreshold':1,'initialDelay':'PT10S'},'readinessProbe':{'timeout':'PT2S'} | passes",
                "'scaleSettings':{'scaleType':'default','minInstances':-1} | passes",
                "'requestSettings':{'maxConcurrentRequestsPerInstance':0} | 400 requestSettings.maxConcurrentRequestsPerInstance must be 1 or more.",
                "'requestSettings':{'maxQueueWait':'soon'} | 400 requestSettings.maxQueueWait must be a duration in the form of ISO 8601, such as PT5S.",
                "'requestSettings':{'maxQueueWait':'-PT1S'} | 400 requestSettings.maxQueueWait must not be negative.",
                "'requestSettings':{'maxQueueWait':'PT3M1S'} | 400 The maxQueueWait must be at most 3 minutes.",
                "'requestSettings':{'requestTimeout':'PT3M1S'} | 400 The requestTimeout must be at most 3 minutes.",
                "'requestSettings':{'requestTimeout':'PT0S'} | 400 The requestTimeout must be more than 0.",
                "'livenessProbe':{'failureThreshold':0} | 400 livenessProbe.failureThreshold must be 1 or more.",
                "'readinessProbe':{'successThreshold':0} | 400 readinessProbe.successThreshold must be 1 or more.",
                "'readinessProbe':{'period':'1'} | 400 readinessProbe.period must be a duration in the form of ISO 8601, such as PT5S.",
                "'livenessProbe':{'timeout':'PT-1S'} | 400 livenessProbe.timeout must not be negative.",
                "'scaleSettings':{} | 400 The scaleType must be Default or TargetUtilization.",
                "'scaleSettings':{'scaleType':'TargetUtilization'} | 400 TargetUtilization is for Kubernetes deployments; a managed one has the instances of its sku.",
                "'endpointComputeType':'Kubernetes','scaleSettings':{'scaleType':'TargetUtilization','minInstances':0} | 400 scaleSettings.minInstances must be 1 or more.",
                "'endpointComputeType':'Kubernetes','scaleSettings':{'scaleType':'TargetUtilization','pollingInterval':'1'} | 400 scaleSettings.pollingInterval must be a duration in the form of ISO 8601, such as PT5S.",
                "'endpointComputeType':'Kubernetes','scaleSettings':{'scaleType':'TargetUtilization','minInstances':2,'maxInstances':3} | passes",
                "'endpointComputeType':'Kubernetes','scaleSettings':{'scaleType':'TargetUtilization','minInstances':2} | 400 minInstances is at most maxInstances, that at most 5, and targetUtilizationPercentage at most 100."
            })
    void firstRowThatDoesNotHoldAnswers(String settings, String expected) {
        String text = "{'properties':{'model':'m'," + settings + "}}";
        OnlineDeploymentBody body = Json.read(text.replace('\'', '"'), OnlineDeploymentBody.class);

        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> OnlineDeploymentValidator.validate("blue", body, 5));

        assertThat(refused == null ? "passes" : refused.status() + " " + refused.getMessage())
                .isEqualTo(expected);
    }
}
