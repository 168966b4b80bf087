package dev.hone.serving.endpoint;

import dev.hone.error.ConfigException;
import dev.hone.error.ModelException;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * POST /v1/load_lora_adapter and /v1/unload_lora_adapter, as vLLM 0.32 has them: adapters in PEFT's form by path, for a trainer that samples
 * here. A name is never loaded over: versions have names of their own, so no answer is of two policies.
 */
public final class AdaptersApi {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Deployments deployments;
    private final AdapterFolders folders;

    public AdaptersApi(Deployments deployments, AdapterFolders folders) {
        this.deployments = deployments;
        this.folders = folders;
    }

    public List<Route> routes() {
        return List.of(
                new Route("POST", "/v1/load_lora_adapter", Optional.of(Scope.ADMIN), this::load),
                new Route("POST", "/v1/unload_lora_adapter", Optional.of(Scope.ADMIN), this::unload));
    }

    private ApiAnswer load(ApiRequest http) {
        Fields fields = new Fields(http.json());
        String name = name(fields);
        String path = fields.requiredText("lora_path");
        if (fields.truth("load_inplace", false)) {
            throw ApiException.invalid(
                    "load_inplace", "An adapter is not changed under its name: load it under another one");
        }
        fields.requireNoOthers(Set.of());
        try {
            if (!deployments.load(name, folders.find(path))) {
                throw ApiException.invalid("lora_name", "The lora adapter '" + name + "' has already been loaded.");
            }
        } catch (ConfigException e) {
            throw ApiException.notFound(e.getMessage());
        } catch (ModelException e) {
            throw ApiException.invalid("lora_path", e.getMessage());
        }
        return said("Success: LoRA adapter '" + name + "' added successfully.");
    }

    private ApiAnswer unload(ApiRequest http) {
        Fields fields = new Fields(http.json());
        String name = name(fields);
        fields.requireNoOthers(Set.of("lora_int_id"));
        if (!deployments.unload(name)) {
            throw ApiException.notFound("The lora adapter '" + name + "' cannot be found.");
        }
        return said("Success: LoRA adapter '" + name + "' removed successfully.");
    }

    private static String name(Fields fields) {
        String name = fields.requiredText("lora_name");
        if (!NAME.matcher(name).matches()) {
            throw ApiException.invalid("lora_name", "lora_name must be 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private static ApiAnswer said(String text) {
        return new ApiAnswer.Body(
                200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Optional.empty(), Map.of());
    }
}
