/**
 * The pages of registered models: the list, and one version with what uses it and the layers of its
 * images. Start with {@link io.mltwin.console.models.ModelsResource}.
 */
package io.mltwin.console.models;
