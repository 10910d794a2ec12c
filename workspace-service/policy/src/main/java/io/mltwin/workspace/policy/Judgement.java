package io.mltwin.workspace.policy;

import java.util.List;

/** What all assignments together say of one resource; disabled ones say nothing. */
public record Judgement(List<Verdict> verdicts) {

    public boolean isEmpty() {
        return verdicts.isEmpty();
    }

    /** Those that forbid the request. */
    public List<Verdict> denials() {
        return verdicts.stream().filter(Verdict::denies).toList();
    }

    /** Those that let it pass and note it. */
    public List<Verdict> audits() {
        return verdicts.stream().filter(Verdict::audits).toList();
    }
}
