package io.mltwin.console.runs;

import io.mltwin.console.page.Attempt;
import java.util.List;
import java.util.Map;

/**
 * One run, as its page shows it.
 *
 * @param executed the command of a job, or the script with its arguments; null when not known
 * @param environment id of the environment; null when not known
 * @param definitionJson the definition as it was sent; empty for none
 * @param places where its outputs go
 * @param outputs the assets that its outputs became
 * @param snapshot null when the run has no code
 * @param claims of the token of the run; null when it never had one
 * @param parent the address of the run that leads this one; null for none
 */
public record RunView(
        String workspace,
        String runId,
        String title,
        String description,
        String experiment,
        String who,
        String target,
        String runType,
        RunProgress progress,
        RunResults results,
        String executed,
        String environment,
        Map<String, RunDefinition.Binding> inputs,
        Map<String, RunDefinition.Binding> places,
        String definitionJson,
        Map<String, String> parameters,
        Map<String, String> tags,
        Map<String, RunBody.Asset> outputs,
        Attempt<RunFiles.Snapshot> snapshot,
        RunTokenClaims claims,
        List<RunRow> children,
        String parent,
        String address,
        String listAddress) {}
