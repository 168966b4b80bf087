package dev.hone.reward.udf;

/** {@code hone_json_fields(completion, reference, parameters)}: the reward function {@code json_fields} in SQL. */
public final class JsonFieldsUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public JsonFieldsUdf() {
        super("json_fields");
    }
}
