package io.mltwin.workspace.arm;

import jakarta.inject.Singleton;

/**
 * Where Azure Policy judges a PUT or PATCH. The providers of definitions and assignments answer
 * 501, so there is no assignment yet that could forbid or audit anything.
 *
 * <p>Deviation: no policy is evaluated.
 */
@Singleton
class PolicyStage implements ArmStage {

    @Override
    public void apply(ArmExchange exchange) {
        // without assignments every request complies
    }
}
