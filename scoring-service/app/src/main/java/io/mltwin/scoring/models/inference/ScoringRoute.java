package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.models.services.RecordedService;

/**
 * Where a request goes.
 *
 * @param admission what came of its credential
 * @param deployment null where it goes to none
 * @param refusal why it goes to none, else null
 * @param recorded what the record of the request says of it
 */
record ScoringRoute(
        ScoringTarget target,
        Admission admission,
        ChosenDeployment deployment,
        AzureException refusal,
        RecordedService recorded) {

    static ScoringRoute refused(ScoringTarget target, Admission admission, AzureException refusal) {
        return new ScoringRoute(target, admission, null, refusal, target.recorded());
    }
}
