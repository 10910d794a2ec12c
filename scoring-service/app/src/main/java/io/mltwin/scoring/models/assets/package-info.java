/**
 * Registered models and assets, and the files that they consist of. Uses artifacts and the
 * workspace. Start reading at {@link io.mltwin.scoring.models.assets.ModelService}.
 */
package io.mltwin.scoring.models.assets;
