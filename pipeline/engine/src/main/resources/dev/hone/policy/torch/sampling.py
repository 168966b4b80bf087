
  # Zeros: what a mask hides must still be a finite number.
  def kv_cache(self, model: __torch__.Model, slots: int, capacity: int) -> __torch__.KvCache:
    shape = [len(model.layers), slots, model.kv_heads, capacity, model.inv_freq.size(0) * 2]
    return __torch__.KvCache(torch.zeros(shape), torch.zeros(shape))

  # A prompt [P]: logits after its last token [1, V]; its keys and values go into a slot of the cache.
  def prefill(self, ids: Tensor, cache: __torch__.KvCache, slot: int, model: __torch__.Model) -> Tensor:
    n = ids.size(0)
    rope = self.rope(torch.arange(n), model.inv_freq)
    x = torch.embedding(model.embedding, ids)
    for i in range(len(model.layers)):
      layer = model.layers[i]
      qkv = self.qkv(x, layer, model, rope)
      torch.narrow(torch.select(torch.select(cache.keys, 0, i), 0, slot), 1, 0, n).copy_(torch.transpose(qkv[1], 0, 1))
      torch.narrow(torch.select(torch.select(cache.values, 0, i), 0, slot), 1, 0, n).copy_(torch.transpose(qkv[2], 0, 1))
      x = self.attention_output_and_mlp(x, self.causal_attention(qkv[0], qkv[1], qkv[2], layer.window), layer, model)
    last = self.rms_norm(torch.narrow(x, 0, n - 1, 1), model.final_norm, model.eps)
    return torch.linear(last, model.head)

  # The first tokens of a slot over those of another, so that busy slots stay together.
  def move_slot(self, cache: __torch__.KvCache, source: int, slot: int, tokens: int) -> int:
    for x in [cache.keys, cache.values]:
      torch.narrow(torch.select(x, 1, slot), 2, 0, tokens).copy_(torch.narrow(torch.select(x, 1, source), 2, 0, tokens))
    return slot

  # What is added to the scores of a decoding step, [B, 1, P + T]: -1e30 where a token of the prompt [P] or of the completion [T] is not
  # seen.
  def decode_mask(self, positions: Tensor, prompt_lengths: Tensor, prompt: int, longest: int, window: int) -> Tensor:
    position = torch.unsqueeze(positions, 1)
    start = torch.unsqueeze(prompt_lengths, 1)
    prompt_positions = torch.unsqueeze(torch.arange(prompt), 0)
    own_positions = torch.add(start, torch.unsqueeze(torch.arange(longest), 0))
    hidden = torch.cat([torch.ge(prompt_positions, start), torch.gt(own_positions, position)], 1)
    if window > 0:
      key_positions = torch.cat([prompt_positions.expand([positions.size(0), -1]), own_positions], 1)
      hidden = torch.logical_or(hidden, torch.le(key_positions, torch.sub(position, window)))
    return torch.unsqueeze(torch.mul(torch.to(hidden, 6), -1.0e30), 1)

  # Rows x [B, H, W] by prompt: [R * K, G * H / K, W].
  def rows_to_prompts(self, x: Tensor, members: Tensor, prompts: int, kv_heads: int) -> Tensor:
    y = torch.index_select(x, 0, members).view([prompts, -1, kv_heads, x.size(1) // kv_heads, x.size(2)])
    return torch.transpose(y, 1, 2).reshape([prompts * kv_heads, -1, x.size(2)])

  # The inverse; places [B]: where each row stands among the members.
  def prompts_to_rows(self, x: Tensor, places: Tensor, prompts: int, kv_heads: int, heads: int) -> Tensor:
    y = x.view([prompts, kv_heads, -1, heads // kv_heads, x.size(2)])
    return torch.index_select(torch.transpose(y, 1, 2).reshape([-1, heads, x.size(2)]), 0, places)

  # One token for each of the first B slots to logits [B, V]. rows [4, B]: token, position, prompt's length, place among the members.
  # members [R * G]: the rows of each prompt. A row sees its prompt's keys in the first R slots of prompt_cache, which all rows of the prompt
  # are multiplied with at once, and its own in cache. prompt, longest: maximum number of tokens in a prompt, of own ones.
  def decode_step(self, rows: Tensor, members: Tensor, prompt_cache: __torch__.KvCache, prompts: int, prompt: int, cache: __torch__.KvCache, longest: int, model: __torch__.Model) -> Tensor:
    ids = torch.select(rows, 0, 0)
    positions = torch.select(rows, 0, 1)
    prompt_lengths = torch.select(rows, 0, 2)
    places = torch.select(rows, 0, 3)
    heads = model.heads
    kv_heads = model.kv_heads
    b = ids.size(0)
    capacity = cache.keys.size(3)
    width = cache.keys.size(4)
    heads_per_kv = heads // kv_heads
    prompt_capacity = prompt_cache.keys.size(3)
    rope = self.rope(positions, model.inv_freq)
    kv_rows = torch.unsqueeze(torch.arange(b * kv_heads).view([b, kv_heads]), 2)
    own_positions = torch.unsqueeze(torch.unsqueeze(torch.sub(positions, prompt_lengths), 1), 2)
    cache_rows = torch.add(own_positions, kv_rows, alpha=capacity).view([-1])
    full_mask = self.decode_mask(positions, prompt_lengths, prompt, longest, 0)
    sliding_mask = full_mask
    if model.window > 0:
      sliding_mask = self.decode_mask(positions, prompt_lengths, prompt, longest, model.window)
    x = torch.embedding(model.embedding, ids)
    for i in range(len(model.layers)):
      layer = model.layers[i]
      qkv = self.qkv(x, layer, model, rope)
      ks = torch.select(cache.keys, 0, i).view([-1, width])
      vs = torch.select(cache.values, 0, i).view([-1, width])
      ks.index_copy_(0, cache_rows, qkv[1].reshape([b * kv_heads, width]))
      vs.index_copy_(0, cache_rows, qkv[2].reshape([b * kv_heads, width]))
      k = ks.view([-1, capacity, width]).narrow(0, 0, b * kv_heads).narrow(1, 0, longest)
      v = vs.view([-1, capacity, width]).narrow(0, 0, b * kv_heads).narrow(1, 0, longest)
      pk = torch.select(prompt_cache.keys, 0, i).view([-1, prompt_capacity, width]).narrow(0, 0, prompts * kv_heads).narrow(1, 0, prompt)
      pv = torch.select(prompt_cache.values, 0, i).view([-1, prompt_capacity, width]).narrow(0, 0, prompts * kv_heads).narrow(1, 0, prompt)
      q = torch.mul(qkv[0], width ** -0.5)
      prompt_scores = torch.bmm(self.rows_to_prompts(q, members, prompts, kv_heads), torch.transpose(pk, 1, 2))
      own_scores = torch.bmm(q.view([b * kv_heads, heads_per_kv, width]), torch.transpose(k, 1, 2)).view([b, heads, longest])
      mask = full_mask
      if layer.window > 0:
        mask = sliding_mask
      scores = torch.cat([self.prompts_to_rows(prompt_scores, places, prompts, kv_heads, heads), own_scores], 2).add_(mask)
      weights = torch.split_with_sizes(torch.softmax(scores, -1), [prompt, longest], 2)
      a = self.prompts_to_rows(torch.bmm(self.rows_to_prompts(weights[0], members, prompts, kv_heads), pv), places, prompts, kv_heads, heads)
      a.add_(torch.bmm(weights[1].reshape([b * kv_heads, heads_per_kv, longest]), v).view([b, heads, width]))
      x = self.attention_output_and_mlp(x, a.view([b, -1]), layer, model)
    return torch.linear(self.rms_norm(x, model.final_norm, model.eps), model.head)

  # Tokens drawn by inverse CDF from softmax(logits / temperature), greedy at temperature 0, and their log-probabilities: [2, B] fp64.
  def sample_tokens(self, logits: Tensor, uniforms: Tensor, temperature: float) -> Tensor:
    maximum = torch.amax(logits, [-1], True)
    divisor = 1.0
    if temperature > 0.:
      divisor = temperature
    masses = torch.sub(logits, maximum).div_(divisor).exp_()
    if temperature > 0.:
      tokens = self.inverse_cdf(masses, torch.unsqueeze(uniforms, 1))
    else:
      tokens = torch.argmax(logits, -1, True)
    scaled = torch.div(torch.sub(torch.gather(logits, 1, tokens), maximum), divisor)
    logprobs = torch.sub(scaled, torch.log(torch.sum(masses, [-1], True)))
    return torch.stack([torch.to(torch.squeeze(tokens, 1), 7), torch.to(torch.squeeze(logprobs, 1), 7)])

  # Where the sum of each row of masses [B, V] passes its uniform number [B, 1] times the row's sum: first the block of 256, then the place
  # in it, so that no sums in fp64 are made of all V.
  def inverse_cdf(self, masses: Tensor, uniforms: Tensor) -> Tensor:
    v = masses.size(1)
    whole = v // 256
    sums = torch.sum(torch.narrow(masses, 1, 0, whole * 256).view([-1, whole, 256]), [-1])
    if v > whole * 256:
      sums = torch.cat([sums, torch.sum(torch.narrow(masses, 1, whole * 256, v - whole * 256), [-1], True)], 1)
    cdf = torch.cumsum(sums, 1, dtype=7)
    total = torch.narrow(cdf, 1, sums.size(1) - 1, 1)
    block = self.first_above(cdf, torch.mul(total, uniforms))
    block_sum = torch.to(torch.gather(sums, 1, block), 7)
    fraction = torch.div(torch.sub(torch.mul(total, uniforms), torch.sub(torch.gather(cdf, 1, block), block_sum)), block_sum)
    tokens = torch.add(torch.mul(block, 256), torch.unsqueeze(torch.arange(256), 0))
    block_masses = torch.mul(torch.gather(masses, 1, torch.clamp(tokens, None, v - 1)), torch.lt(tokens, v))
    block_cdf = torch.cumsum(block_masses, 1, dtype=7)
    place = self.first_above(block_cdf, torch.mul(torch.narrow(block_cdf, 1, 255, 1), fraction))
    return torch.add(torch.mul(block, 256), place)

  # The first place whose running sum is above the target [B, 1], and not one without a mass, whatever rounding made of the target.
  def first_above(self, cdf: Tensor, target: Tensor) -> Tensor:
    last = torch.narrow(cdf, 1, cdf.size(1) - 1, 1)
    within = torch.clamp(torch.minimum(target, torch.mul(last, 1.0 - 1.0e-12)), 0.)
    return torch.searchsorted(cdf, within, right=True)
