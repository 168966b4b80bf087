
  # Serving: sequences of several adapters are decoded as one batch over the base's own weights. A sequence, prompt and completion together,
  # has a slot of the cache; busy slots are the first ones.

  # The LoRA of a model for serving. rows are set by use_adapter.
  def served_adapter(self, model: __torch__.Model) -> __torch__.ServedAdapter:
    layers = annotate(List[__torch__.ServedLayer], [])
    for layer in model.layers:
      groups = [[layer.q, layer.k, layer.v], [layer.o], [layer.gate, layer.up], [layer.down]]
      a = annotate(List[Tensor], [])
      b = annotate(List[Tensor], [])
      for linears in groups:
        stacked = self.stack_lora_a(linears)
        if stacked.numel() > 0:
          stacked = torch.clone(torch.t(stacked), memory_format=0)
        a.append(stacked)
        b.append(self.stack_lora_b(linears, stacked, model.lora_scale))
      layers.append(__torch__.ServedLayer(a, b))
    return __torch__.ServedAdapter(layers, torch.zeros([0], dtype=4))

  # lora_scale times the B of these layers as blocks of one matrix [R, out] that fits a [in, R].
  def stack_lora_b(self, linears: List[__torch__.Linear], a: Tensor, lora_scale: float) -> Tensor:
    b = torch.zeros([0])
    if a.numel() > 0:
      outputs = 0
      for linear in linears:
        outputs = outputs + self.outputs(linear)
      b = torch.zeros([a.size(1), outputs])
      rank = 0
      output = 0
      for linear in linears:
        width = self.outputs(linear)
        if linear.lora_a.numel() > 0:
          r = linear.lora_a.size(0)
          torch.narrow(torch.narrow(b, 0, rank, r), 1, output, width).copy_(torch.mul(torch.t(linear.lora_b), lora_scale))
          rank = rank + r
        output = output + width
    return b

  def outputs(self, linear: __torch__.Linear) -> int:
    outputs = 0
    if linear.weight.numel() > 0:
      outputs = linear.weight.size(0)
    return outputs

  def no_adapters(self) -> List[__torch__.ServedAdapter]:
    return annotate(List[__torch__.ServedAdapter], [])

  # Adds an adapter to those of a batch.
  def use_adapter(self, adapters: List[__torch__.ServedAdapter], adapter: __torch__.ServedAdapter, rows: Tensor) -> int:
    adapters.append(__torch__.ServedAdapter(adapter.layers, torch.clone(rows)))
    return len(adapters)

  # To y [N, out], what the linear layers of a group gave for x [N, in], adds each adapter's part in its rows.
  def add_lora(self, y: Tensor, x: Tensor, adapters: List[__torch__.ServedAdapter], layer: int, group: int) -> Tensor:
    for adapter in adapters:
      a = adapter.layers[layer].a[group]
      if a.numel() > 0:
        b = adapter.layers[layer].b[group]
        if adapter.rows.numel() == 0:
          y.addmm_(torch.mm(x, a), b)
        else:
          y.index_add_(0, adapter.rows, torch.mm(torch.mm(torch.index_select(x, 0, adapter.rows), a), b))
    return y

  # Queries [N, H, E], keys and values [N, K, E] of a layer.
  def served_qkv(self, x: Tensor, i: int, adapters: List[__torch__.ServedAdapter], model: __torch__.Model, rope: List[Tensor]) -> List[Tensor]:
    layer = model.layers[i]
    h = self.rms_norm(x, layer.input_norm, model.eps)
    y = self.base_linear(h, layer.q.weight, layer.q.bias)
    if layer.k.weight.numel() > 0:
      q = y.size(1)
      k = self.base_linear(h, layer.k.weight, layer.k.bias)
      v = self.base_linear(h, layer.v.weight, layer.v.bias)
      y = self.add_lora(torch.cat([y, k, v], 1), h, adapters, i, 0)
      projected = torch.split_with_sizes(y, [q, k.size(1), v.size(1)], 1)
    else:
      projected = [self.add_lora(y, h, adapters, i, 0), layer.k.weight, layer.v.weight]
    return self.qk_norm_rope(projected, layer, model, rope)

  # The rest of a layer after attention a [N, H * E].
  def served_rest(self, x: Tensor, a: Tensor, i: int, adapters: List[__torch__.ServedAdapter], model: __torch__.Model) -> Tensor:
    layer = model.layers[i]
    y = torch.add(x, self.add_lora(self.base_linear(a, layer.o.weight, layer.o.bias), a, adapters, i, 1))
    h = self.rms_norm(y, layer.mlp_norm, model.eps)
    if layer.gate.weight.dim() == 3:
      gate_up = self.gate_up_of_blocks(h, layer.gate.weight, layer.gate.bias)
      if len(adapters) > 0:
        added = self.add_lora(torch.zeros([h.size(0), gate_up.size(0) * gate_up.size(2)]), h, adapters, i, 2)
        gate_up.add_(torch.transpose(added.view([h.size(0), gate_up.size(0), -1]), 0, 1))
      inner = self.swiglu_of_blocks(gate_up)
    else:
      both = self.base_linear(h, layer.gate.weight, layer.gate.bias)
      if layer.up.weight.numel() > 0:
        both = torch.cat([both, self.base_linear(h, layer.up.weight, layer.up.bias)], 1)
      inner = self.swiglu([self.add_lora(both, h, adapters, i, 2), torch.zeros([0])])
    return torch.add(y, self.add_lora(self.base_linear(inner, layer.down.weight, layer.down.bias), inner, adapters, i, 3))

  # The next N tokens of the sequence in a slot that holds [past] tokens: logits after the last of them [1, V], or nothing where they are not
  # wanted, since the head costs as much as several layers.
  def serve_prefill(self, ids: Tensor, past: int, slot: int, wanted: bool, cache: __torch__.KvCache, adapters: List[__torch__.ServedAdapter], model: __torch__.Model) -> Tensor:
    x = self.prefill_states(ids, past, slot, cache, adapters, model)
    logits = torch.zeros([0])
    if wanted:
      logits = torch.linear(self.rms_norm(torch.narrow(x, 0, ids.size(0) - 1, 1), model.final_norm, model.eps), model.head)
    return logits

  # Of the same tokens the log-probability [N] of what follows each, targets [N].
  def serve_score(self, ids: Tensor, targets: Tensor, past: int, slot: int, cache: __torch__.KvCache, adapters: List[__torch__.ServedAdapter], model: __torch__.Model) -> Tensor:
    x = self.prefill_states(ids, past, slot, cache, adapters, model)
    logits = torch.linear(self.rms_norm(x, model.final_norm, model.eps), model.head)
    of_targets = torch.gather(logits, 1, torch.unsqueeze(targets, 1))
    return torch.sub(torch.squeeze(of_targets, 1), torch.logsumexp(logits, [-1], False))

  # The states [N, D] of these tokens after the last layer; their keys and values go into the slot.
  def prefill_states(self, ids: Tensor, past: int, slot: int, cache: __torch__.KvCache, adapters: List[__torch__.ServedAdapter], model: __torch__.Model) -> Tensor:
    n = ids.size(0)
    rope = self.rope(torch.arange(past, past + n), model.inv_freq)
    x = torch.embedding(model.embedding, ids)
    for i in range(len(model.layers)):
      layer = model.layers[i]
      qkv = self.served_qkv(x, i, adapters, model, rope)
      k = torch.select(torch.select(cache.keys, 0, i), 0, slot)
      v = torch.select(torch.select(cache.values, 0, i), 0, slot)
      torch.narrow(k, 1, past, n).copy_(torch.transpose(qkv[1], 0, 1))
      torch.narrow(v, 1, past, n).copy_(torch.transpose(qkv[2], 0, 1))
      if past == 0:
        a = self.causal_attention(qkv[0], qkv[1], qkv[2], layer.window)
      else:
        a = self.attention_with_past(qkv[0], torch.narrow(k, 1, 0, past + n), torch.narrow(v, 1, 0, past + n), layer.window)
      x = self.served_rest(x, a, i, adapters, model)
    return x

  # The last N of a sequence's tokens see all before them, k and v [K, C, E], within a window where it is not 0: [N, H * E].
  def attention_with_past(self, q: Tensor, k: Tensor, v: Tensor, window: int) -> Tensor:
    n = q.size(0)
    columns = k.size(1)
    width = columns
    if window > 0:
      width = min(window, columns)
    queries = torch.unsqueeze(torch.transpose(q, 0, 1), 0)
    keys = torch.repeat_interleave(torch.unsqueeze(k, 0), q.size(1) // k.size(0), 1)
    values = torch.repeat_interleave(torch.unsqueeze(v, 0), q.size(1) // k.size(0), 1)
    a = torch.scaled_dot_product_attention(queries, keys, values, self.sliding_mask(n, columns, width), 0., False)
    return torch.transpose(torch.squeeze(a, 0), 0, 1).reshape([n, -1])

  # One token for each of the first B slots: logits [B, V]. rows [2, B]: token, position. longest: tokens of the longest sequence, this one
  # among them.
  def serve_step(self, rows: Tensor, longest: int, cache: __torch__.KvCache, adapters: List[__torch__.ServedAdapter], model: __torch__.Model) -> Tensor:
    ids = torch.select(rows, 0, 0)
    positions = torch.select(rows, 0, 1)
    b = ids.size(0)
    kv_heads = model.kv_heads
    heads_per_kv = model.heads // kv_heads
    capacity = cache.keys.size(3)
    width = cache.keys.size(4)
    rope = self.rope(positions, model.inv_freq)
    kv_rows = torch.unsqueeze(torch.arange(b * kv_heads).view([b, kv_heads]), 2)
    cache_rows = torch.add(torch.unsqueeze(torch.unsqueeze(positions, 1), 2), kv_rows, alpha=capacity).view([-1])
    full_mask = self.serve_mask(positions, longest, 0)
    sliding_mask = full_mask
    if model.window > 0:
      sliding_mask = self.serve_mask(positions, longest, model.window)
    x = torch.embedding(model.embedding, ids)
    for i in range(len(model.layers)):
      layer = model.layers[i]
      qkv = self.served_qkv(x, i, adapters, model, rope)
      ks = torch.select(cache.keys, 0, i).view([-1, width])
      vs = torch.select(cache.values, 0, i).view([-1, width])
      ks.index_copy_(0, cache_rows, qkv[1].reshape([b * kv_heads, width]))
      vs.index_copy_(0, cache_rows, qkv[2].reshape([b * kv_heads, width]))
      k = ks.view([-1, capacity, width]).narrow(0, 0, b * kv_heads).narrow(1, 0, longest)
      v = vs.view([-1, capacity, width]).narrow(0, 0, b * kv_heads).narrow(1, 0, longest)
      mask = full_mask
      if layer.window > 0:
        mask = sliding_mask
      q = torch.mul(qkv[0], width ** -0.5).view([b * kv_heads, heads_per_kv, width])
      scores = torch.bmm(q, torch.transpose(k, 1, 2)).view([b, model.heads, longest]).add_(mask)
      weights = torch.softmax(scores, -1).view([b * kv_heads, heads_per_kv, longest])
      x = self.served_rest(x, torch.bmm(weights, v).view([b, -1]), i, adapters, model)
    return torch.linear(self.rms_norm(x, model.final_norm, model.eps), model.head)

  # What is added to the scores of a decoding step, [B, 1, T]: -1e30 where a token is not seen.
  def serve_mask(self, positions: Tensor, longest: int, window: int) -> Tensor:
    position = torch.unsqueeze(positions, 1)
    keys = torch.unsqueeze(torch.arange(longest), 0)
    hidden = torch.gt(keys, position)
    if window > 0:
      hidden = torch.logical_or(hidden, torch.le(keys, torch.sub(position, window)))
    return torch.unsqueeze(torch.mul(torch.to(hidden, 6), -1.0e30), 1)

  # As sample_tokens, with a temperature [B] for each row.
  def sample_rows(self, logits: Tensor, uniforms: Tensor, temperatures: Tensor) -> Tensor:
    greedy = torch.unsqueeze(torch.eq(temperatures, 0), 1)
    divisors = torch.where(greedy, torch.ones([1, 1]), torch.unsqueeze(torch.to(temperatures, 6), 1))
    maximum = torch.amax(logits, [-1], True)
    masses = torch.sub(logits, maximum).div_(divisors).exp_()
    tokens = torch.where(greedy, torch.argmax(logits, -1, True), self.inverse_cdf(masses, torch.unsqueeze(uniforms, 1)))
    scaled = torch.div(torch.sub(torch.gather(logits, 1, tokens), maximum), divisors)
    logprobs = torch.sub(scaled, torch.log(torch.sum(masses, [-1], True)))
    return torch.stack([torch.to(torch.squeeze(tokens, 1), 7), torch.to(torch.squeeze(logprobs, 1), 7)])

  # A copy of the first tokens of a slot.
  def save_slot(self, cache: __torch__.KvCache, slot: int, tokens: int) -> __torch__.KvCache:
    return __torch__.KvCache(
        torch.clone(torch.narrow(torch.narrow(cache.keys, 1, slot, 1), 3, 0, tokens), memory_format=0),
        torch.clone(torch.narrow(torch.narrow(cache.values, 1, slot, 1), 3, 0, tokens), memory_format=0))

  # Puts the first tokens of such a copy into a slot.
  def restore_slot(self, saved: __torch__.KvCache, cache: __torch__.KvCache, slot: int, tokens: int) -> int:
    torch.narrow(torch.narrow(cache.keys, 1, slot, 1), 3, 0, tokens).copy_(torch.narrow(saved.keys, 3, 0, tokens))
    torch.narrow(torch.narrow(cache.values, 1, slot, 1), 3, 0, tokens).copy_(torch.narrow(saved.values, 3, 0, tokens))
    return slot

  # A larger cache with what the first slots of another hold.
  def grown_cache(self, old: __torch__.KvCache, busy: int, slots: int, capacity: int, model: __torch__.Model) -> __torch__.KvCache:
    cache = self.kv_cache(model, slots, capacity)
    tokens = min(capacity, old.keys.size(3))
    torch.narrow(torch.narrow(cache.keys, 1, 0, busy), 3, 0, tokens).copy_(torch.narrow(torch.narrow(old.keys, 1, 0, busy), 3, 0, tokens))
    torch.narrow(torch.narrow(cache.values, 1, 0, busy), 3, 0, tokens).copy_(torch.narrow(torch.narrow(old.values, 1, 0, busy), 3, 0, tokens))
    return cache
