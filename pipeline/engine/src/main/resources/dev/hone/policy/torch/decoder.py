# The mathematics of a decoder of the Llama kind, one text for sampling and for training. TorchScript in its serialised form: Hone writes it
# into a module archive at start (TorchScriptArchive.java) and libtorch compiles it; no Python runs. Weights are arguments.
#
# Axes: N tokens in one flat row, D hidden size, H heads, K key-value heads, E head dimension, P prompt tokens, G completions of a
# prompt, T tokens of the longest completion, S slots of the key-value cache, C tokens that a slot holds, B busy slots, R prompts
# in flight, V vocabulary.
#
# layers: 32 tensors a layer: [0] input norm, [1] norm before the MLP, then weight, bias, LoRA A, LoRA B of q, k, v, o, gate, up, down,
# then [30] and [31] the norms of each head of q and k [E]. A tensor without elements stands for what a layer does not have. In
# checkpoints with fused matrices and where fused for sampling (see fuse), q holds q, k and v, gate holds gate and up; k, v and up are then
# without elements. Weights may be bf16 where they are never trained. fuse also merges LoRA, makes of the two head norms one, [30], of [H + K, E],
# and may hold gate and up in blocks [b, in, out / b], the first half of them gate's.
# window, limited: in the layers that are limited a token sees the last `window` tokens, itself among them; a window of 0 is none.
# ends: [0] embedding [V, D], [1] final norm [D], [2] head [V, D], [3] rotary frequencies [E / 2].
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Modules that read the same x, at these places of layers: the output of each, without elements where there is none. x A^T is computed
  # for all their adapters at once.
  def modules(self, x: Tensor, layers: List[Tensor], ats: List[int], scale: float) -> List[Tensor]:
    low = torch.zeros([0])
    a = self.beside(layers, ats)
    if torch.gt(torch.numel(a), 0):
      low = torch.linear(x, a)
    found = annotate(List[Tensor], [])
    start = 0
    for i in range(len(ats)):
      at = ats[i]
      y = layers[at]
      if torch.gt(torch.numel(layers[at]), 0):
        bias = annotate(Optional[Tensor], None)
        if torch.gt(torch.numel(layers[at + 1]), 0):
          bias = layers[at + 1]
        y = self.times(x, layers[at], bias)
        rank = layers[at + 2].size(0)
        if torch.gt(rank, 0):
          _0 = y.addmm_(torch.narrow(low, 1, start, rank), torch.t(layers[at + 3]), alpha=scale)
          start = start + rank
      found.append(y)
    return found

  # x W^T + bias [N, out] of a module's weight, whole or in blocks.
  def times(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if torch.eq(weight.dim(), 2):
      y = torch.linear(x, torch.to(weight, 6), bias)
    else:
      width = weight.size(2)
      y = torch.empty([x.size(0), weight.size(0) * width])
      for i in range(weight.size(0)):
        _0 = torch.mm(x, weight[i], out=torch.narrow(y, 1, i * width, width))
      if bias is not None:
        _1 = y.add_(unchecked_cast(Tensor, bias))
    return y

  # The A of these modules' adapters, one below the other.
  def beside(self, layers: List[Tensor], ats: List[int]) -> Tensor:
    found = annotate(List[Tensor], [])
    for at in ats:
      if torch.gt(torch.numel(layers[at + 2]), 0):
        found.append(layers[at + 2])
    a = torch.zeros([0])
    if torch.eq(len(found), 1):
      a = found[0]
    if torch.gt(len(found), 1):
      a = torch.cat(found, 0)
    return a

  def linear(self, x: Tensor, layers: List[Tensor], at: int, scale: float) -> Tensor:
    return self.modules(x, layers, [at], scale)[0]

  def norm(self, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], weight, eps)

  # Cosines and sines [N, 1, E] of the rotary angles, in fp32 as in transformers.
  def angles(self, positions: Tensor, frequencies: Tensor) -> List[Tensor]:
    half = torch.mul(torch.unsqueeze(torch.to(positions, 6), 1), frequencies)
    both = torch.unsqueeze(torch.cat([half, half], 1), 1)
    return [torch.cos(both), torch.sin(both)]

  def rotate(self, x: Tensor, angles: List[Tensor]) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    turned = torch.cat([torch.neg(halves[1]), halves[0]], -1)
    return torch.add(torch.mul(x, angles[0]), torch.mul(turned, angles[1]))

  # Queries [N, H, E], keys and values [N, K, E] of a layer.
  def project(self, x: Tensor, layers: List[Tensor], at: int, angles: List[Tensor], heads: int, groups: int, eps: float, scale: float) -> List[Tensor]:
    raw = self.modules(self.norm(x, layers[at], eps), layers, [at + 2, at + 6, at + 10], scale)
    return self.turn(raw, layers, at, angles, heads, groups, eps)

  # The same from what the modules q, k and v gave.
  def turn(self, raw: List[Tensor], layers: List[Tensor], at: int, angles: List[Tensor], heads: int, groups: int, eps: float) -> List[Tensor]:
    n = raw[0].size(0)
    if torch.gt(torch.numel(raw[1]), 0):
      q = raw[0].view([n, heads, -1])
      k = raw[1].view([n, groups, -1])
      if torch.gt(torch.numel(layers[at + 30]), 0):
        q = self.norm(q, layers[at + 30], eps)
        k = self.norm(k, layers[at + 31], eps)
      q = self.rotate(q, angles)
      k = self.rotate(k, angles)
      v = raw[2].view([n, groups, -1])
    else:
      parts = torch.split_with_sizes(raw[0].view([n, heads + groups * 2, -1]), [heads + groups, groups], 1)
      turning = parts[0]
      if torch.gt(torch.numel(layers[at + 30]), 0):
        turning = torch.mul(torch.rms_norm(turning, [turning.size(-1)], None, eps), layers[at + 30])
      turned = torch.split_with_sizes(self.rotate(turning, angles), [heads, groups], 1)
      q = turned[0]
      k = turned[1]
      v = parts[1]
    return [q, k, v]

  # The rest of a layer after attention a [N, H * E].
  def finish(self, x: Tensor, a: Tensor, layers: List[Tensor], at: int, eps: float, scale: float) -> Tensor:
    y = torch.add(x, self.linear(a, layers, at + 14, scale))
    h = self.norm(y, layers[at + 1], eps)
    if torch.eq(layers[at + 18].dim(), 3):
      inner = self.gated_in_blocks(h, layers[at + 18], layers[at + 19])
    else:
      inner = self.gated(self.modules(h, layers, [at + 18, at + 22], scale))
    return torch.add(y, self.linear(inner, layers, at + 26, scale))

  # gated of what fused gate and up in blocks give: for few rows faster than times.
  def gated_in_blocks(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    both = torch.bmm(x.expand([weight.size(0), -1, -1]), weight)
    if torch.gt(torch.numel(bias), 0):
      _0 = both.add_(torch.unsqueeze(bias.view([weight.size(0), -1]), 1))
    halves = torch.chunk(both, 2, 0)
    inner = torch.silu(halves[0]).mul_(halves[1])
    return torch.transpose(inner, 0, 1).reshape([x.size(0), -1])

  # What the modules gate and up gave, together.
  def gated(self, both: List[Tensor]) -> Tensor:
    gate = both[0]
    up = both[1]
    if torch.eq(torch.numel(up), 0):
      halves = torch.chunk(gate, 2, -1)
      gate = halves[0]
      up = halves[1]
    return torch.mul(torch.silu(gate), up)

  # [N, K, E] to [1, H, N, E]: every key-value head once for each of its query heads.
  def spread(self, x: Tensor, heads: int) -> Tensor:
    y = torch.unsqueeze(torch.transpose(x, 0, 1), 0)
    return torch.repeat_interleave(y, heads // x.size(1), 1)

  # What each of the last [rows] of [columns] tokens sees within a window: bool.
  def band(self, rows: int, columns: int, window: int) -> Tensor:
    past = torch.tril(torch.ones([rows, columns]), columns - rows)
    return torch.gt(torch.triu(past, columns - rows - window + 1), 0)

  # Causal attention of one sequence, [N, H * E], in the layers with a window within it.
  def attend(self, q: Tensor, k: Tensor, v: Tensor, window: int) -> Tensor:
    n = q.size(0)
    heads = q.size(1)
    queries = torch.unsqueeze(torch.transpose(q, 0, 1), 0)
    seen = annotate(Optional[Tensor], None)
    if torch.gt(window, 0):
      if torch.gt(n, window):
        seen = self.band(n, n, window)
    a = torch.scaled_dot_product_attention(queries, self.spread(k, heads), self.spread(v, heads), seen, 0., seen is None)
    return torch.transpose(torch.squeeze(a, 0), 0, 1).reshape([q.size(0), -1])

  # W + scale * B A of the modules at these places, as one [out, in] that lies in memory as [in, out]: with 2 to 64 rows this is multiplied 1.2
  # to 2 times as fast. Or, if blocks is above 1, in as many blocks [blocks, in, out / blocks]. It is written into the first of room, if there is
  # one: memory that is touched for the first time costs more than the sums.
  def merged(self, layers: List[Tensor], ats: List[int], blocks: int, scale: float, room: List[Tensor]) -> Tensor:
    outputs = 0
    for at in ats:
      outputs = outputs + layers[at].size(0)
    width = outputs // blocks
    if torch.eq(len(room), 0):
      into = torch.empty([blocks, layers[ats[0]].size(1), width])
    else:
      into = room[0]
      if torch.eq(blocks, 1):
        into = torch.unsqueeze(torch.t(into), 0)
    output = 0
    for at in ats:
      rows = min(layers[at].size(0), width)
      if torch.gt(rows, 0):
        for i in range(layers[at].size(0) // rows):
          part = torch.narrow(torch.select(into, 0, output // width), 1, output % width, rows)
          _0 = part.copy_(torch.t(torch.narrow(layers[at], 0, i * rows, rows)))
          if torch.gt(torch.numel(layers[at + 2]), 0):
            _1 = part.addmm_(torch.t(layers[at + 2]), torch.t(torch.narrow(layers[at + 3], 0, i * rows, rows)), alpha=scale)
          output = output + rows
    if torch.eq(blocks, 1):
      into = torch.t(torch.select(into, 0, 0))
    return into

  # How many blocks of at most 512 rows, all of the same size, gate and up [2 I, in] have together: a block then fits a core's cache, which makes
  # them 1.3 times as fast with 32 rows. 1 where they are small or I has no divisor near.
  def blocks(self, inner: int) -> int:
    least = (inner + 511) // 512
    found = least
    while torch.gt(inner % found, 0):
      found = found + 1
    if torch.gt(found, least * 2):
      found = 0
    return max(found * 2, 1)

  # The layers in fewer and larger matrices: LoRA merged in fp32; q, k, v as one; gate, up as one. old: what fuse gave for another adapter,
  # whose matrices are then written over, or an empty list.
  def fuse(self, layers: List[Tensor], heads: int, groups: int, scale: float, old: List[Tensor]) -> List[Tensor]:
    nothing = torch.zeros([0])
    fused = annotate(List[Tensor], [])
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.merged(layers, [at + 2, at + 6, at + 10], 1, scale, old[at + 2:at + 3])
      qkv_bias = torch.cat([layers[at + 3], layers[at + 7], layers[at + 11]], 0)
      both = self.merged(layers, [at + 18, at + 22], self.blocks(layers[at + 26].size(1)), scale, old[at + 18:at + 19])
      both_bias = torch.cat([layers[at + 19], layers[at + 23]], 0)
      fused.extend([layers[at], layers[at + 1], qkv, qkv_bias, nothing, nothing])
      fused.extend([nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing])
      fused.extend([self.merged(layers, [at + 14], 1, scale, old[at + 14:at + 15]), layers[at + 15], nothing, nothing])
      fused.extend([both, both_bias, nothing, nothing, nothing, nothing, nothing, nothing])
      fused.extend([self.merged(layers, [at + 26], 1, scale, old[at + 26:at + 27]), layers[at + 27], nothing, nothing])
      norms = nothing
      if torch.gt(torch.numel(layers[at + 30]), 0):
        norms = torch.cat([layers[at + 30].expand([heads, -1]), layers[at + 31].expand([groups, -1])], 0)
      fused.extend([norms, nothing])
    return fused

  # A prompt [P]: logits after its last token [1, V], keys and values [L, K, P, E].
  def prefill(self, ids: Tensor, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> List[Tensor]:
    n = ids.size(0)
    angles = self.angles(torch.arange(n), ends[3])
    x = torch.embedding(ends[0], ids)
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.project(x, layers, at, angles, heads, groups, eps, scale)
      keys.append(torch.transpose(qkv[1], 0, 1))
      values.append(torch.transpose(qkv[2], 0, 1))
      near = 0
      if limited[layer]:
        near = window
      x = self.finish(x, self.attend(qkv[0], qkv[1], qkv[2], near), layers, at, eps, scale)
    last = self.norm(torch.narrow(x, 0, n - 1, 1), ends[1], eps)
    return [torch.linear(last, ends[2]), torch.stack(keys), torch.stack(values)]

  # The prompt's keys or values [L, K, P, E] into a slot of the cache [L, S, K, C, E].
  def fill(self, cache: Tensor, slot: int, prompt: Tensor) -> int:
    target = torch.narrow(torch.select(cache, 1, slot), 2, 0, prompt.size(2))
    _0 = target.copy_(prompt)
    return slot

  # The first tokens of a slot over those of another, so that busy slots stay together.
  def move(self, cache: Tensor, source: int, slot: int, tokens: int) -> int:
    target = torch.narrow(torch.select(cache, 1, slot), 2, 0, tokens)
    _0 = target.copy_(torch.narrow(torch.select(cache, 1, source), 2, 0, tokens))
    return slot

  # What is added to the scores of a step, [B, 1, P + T]: -1e30 where a token of the prompt [P] or of the completion [T] is not seen.
  def mask(self, positions: Tensor, starts: Tensor, prompt: int, longest: int, window: int) -> Tensor:
    own = torch.unsqueeze(positions, 1)
    start = torch.unsqueeze(starts, 1)
    places = torch.unsqueeze(torch.arange(prompt), 0)
    behind = torch.add(start, torch.unsqueeze(torch.arange(longest), 0))
    hidden = torch.cat([torch.ge(places, start), torch.gt(behind, own)], 1)
    if torch.gt(window, 0):
      absolute = torch.cat([places.expand([positions.size(0), -1]), behind], 1)
      hidden = torch.logical_or(hidden, torch.le(absolute, torch.sub(own, window)))
    return torch.unsqueeze(torch.mul(torch.to(hidden, 6), -1.0e30), 1)

  # Rows x [B, H, W] by prompt: [R * K, G * H / K, W].
  def by_prompt(self, x: Tensor, members: Tensor, prompts: int, groups: int) -> Tensor:
    y = torch.index_select(x, 0, members).view([prompts, -1, groups, x.size(1) // groups, x.size(2)])
    return torch.transpose(y, 1, 2).reshape([prompts * groups, -1, x.size(2)])

  # The inverse; places [B]: where each row stands among the members.
  def by_row(self, x: Tensor, places: Tensor, prompts: int, groups: int, heads: int) -> Tensor:
    y = x.view([prompts, groups, -1, heads // groups, x.size(2)])
    return torch.index_select(torch.transpose(y, 1, 2).reshape([-1, heads, x.size(2)]), 0, places)

  # One token for each of the first B slots to logits [B, V]. rows [4, B]: token, position, prompt's length, place among the members.
  # members [R * G]: the rows of each prompt. A row sees its prompt's keys in the first R slots of prompt_keys [L, S, K, C, E], which all rows
  # of the prompt are multiplied with at once, and its own in keys. prompt, longest: greatest numbers of tokens in a prompt, of own ones.
  def step(self, rows: Tensor, members: Tensor, prompt_keys: Tensor, prompt_values: Tensor, prompts: int, prompt: int, keys: Tensor, values: Tensor, longest: int, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> Tensor:
    ids = torch.select(rows, 0, 0)
    positions = torch.select(rows, 0, 1)
    starts = torch.select(rows, 0, 2)
    places = torch.select(rows, 0, 3)
    b = ids.size(0)
    capacity = keys.size(3)
    width = keys.size(4)
    share = heads // groups
    room = prompt_keys.size(3)
    angles = self.angles(positions, ends[3])
    rows_of_heads = torch.unsqueeze(torch.arange(b * groups).view([b, groups]), 2)
    own = torch.unsqueeze(torch.unsqueeze(torch.sub(positions, starts), 1), 2)
    targets = torch.add(own, rows_of_heads, alpha=capacity).view([-1])
    whole = self.mask(positions, starts, prompt, longest, 0)
    near = whole
    if torch.gt(window, 0):
      near = self.mask(positions, starts, prompt, longest, window)
    x = torch.embedding(ends[0], ids)
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.project(x, layers, at, angles, heads, groups, eps, scale)
      ks = torch.select(keys, 0, layer).view([-1, width])
      vs = torch.select(values, 0, layer).view([-1, width])
      _0 = ks.index_copy_(0, targets, qkv[1].reshape([b * groups, width]))
      _1 = vs.index_copy_(0, targets, qkv[2].reshape([b * groups, width]))
      k = ks.view([-1, capacity, width]).narrow(0, 0, b * groups).narrow(1, 0, longest)
      v = vs.view([-1, capacity, width]).narrow(0, 0, b * groups).narrow(1, 0, longest)
      pk = torch.select(prompt_keys, 0, layer).view([-1, room, width]).narrow(0, 0, prompts * groups).narrow(1, 0, prompt)
      pv = torch.select(prompt_values, 0, layer).view([-1, room, width]).narrow(0, 0, prompts * groups).narrow(1, 0, prompt)
      q = torch.mul(qkv[0], width ** -0.5)
      of_prompt = torch.bmm(self.by_prompt(q, members, prompts, groups), torch.transpose(pk, 1, 2))
      of_own = torch.bmm(q.view([b * groups, share, width]), torch.transpose(k, 1, 2)).view([b, heads, longest])
      mask = whole
      if limited[layer]:
        mask = near
      scores = torch.cat([self.by_row(of_prompt, places, prompts, groups, heads), of_own], 2).add_(mask)
      shares = torch.split_with_sizes(torch.softmax(scores, -1), [prompt, longest], 2)
      a = self.by_row(torch.bmm(self.by_prompt(shares[0], members, prompts, groups), pv), places, prompts, groups, heads)
      _2 = a.add_(torch.bmm(shares[1].reshape([b * groups, share, longest]), v).view([b, heads, width]))
      x = self.finish(x, a.view([b, -1]), layers, at, eps, scale)
    return torch.linear(self.norm(x, ends[1], eps), ends[2])

  # Tokens drawn by inverse CDF from softmax(logits / temperature), greedy at temperature 0, and their log-probabilities: [2, B] fp64.
  def draw(self, logits: Tensor, uniforms: Tensor, temperature: float) -> Tensor:
    most = torch.amax(logits, [-1], True)
    divisor = 1.0
    if torch.gt(temperature, 0.):
      divisor = temperature
    masses = torch.sub(logits, most).div_(divisor).exp_()
    if torch.gt(temperature, 0.):
      tokens = self.invert(masses, torch.unsqueeze(uniforms, 1))
    else:
      tokens = torch.argmax(logits, -1, True)
    scaled = torch.div(torch.sub(torch.gather(logits, 1, tokens), most), divisor)
    chosen = torch.sub(scaled, torch.log(torch.sum(masses, [-1], True)))
    return torch.stack([torch.to(torch.squeeze(tokens, 1), 7), torch.to(torch.squeeze(chosen, 1), 7)])

  # Where the sum of each row of masses [B, V] passes its uniform number [B, 1] times the row's sum: first the block of 256, then the place
  # in it, so that no sums in fp64 are made of all V.
  def invert(self, masses: Tensor, uniforms: Tensor) -> Tensor:
    v = masses.size(1)
    whole = v // 256
    sums = torch.sum(torch.narrow(masses, 1, 0, whole * 256).view([-1, whole, 256]), [-1])
    if torch.gt(v, whole * 256):
      sums = torch.cat([sums, torch.sum(torch.narrow(masses, 1, whole * 256, v - whole * 256), [-1], True)], 1)
    ends = torch.cumsum(sums, 1, dtype=7)
    total = torch.narrow(ends, 1, sums.size(1) - 1, 1)
    block = self.passed(ends, torch.mul(total, uniforms))
    of_block = torch.to(torch.gather(sums, 1, block), 7)
    share = torch.div(torch.sub(torch.mul(total, uniforms), torch.sub(torch.gather(ends, 1, block), of_block)), of_block)
    places = torch.add(torch.mul(block, 256), torch.unsqueeze(torch.arange(256), 0))
    inside = torch.mul(torch.gather(masses, 1, torch.clamp(places, None, v - 1)), torch.lt(places, v))
    ends_inside = torch.cumsum(inside, 1, dtype=7)
    place = self.passed(ends_inside, torch.mul(torch.narrow(ends_inside, 1, 255, 1), share))
    return torch.add(torch.mul(block, 256), place)

  # The first place whose running sum is above the target [B, 1], and not one without a mass, whatever rounding made of the target.
  def passed(self, ends: Tensor, target: Tensor) -> Tensor:
    last = torch.narrow(ends, 1, ends.size(1) - 1, 1)
    within = torch.clamp(torch.minimum(target, torch.mul(last, 1.0 - 1.0e-12)), 0.)
    return torch.searchsorted(ends, within, right=True)

  # The same matrix as bf16 where that loses nothing, and in the order of memory that fuse writes: a copy without a transposition is faster.
  def narrowed(self, x: Tensor) -> Tensor:
    found = torch.clone(torch.t(x), memory_format=0)
    y = torch.to(found, 15)
    if torch.equal(torch.to(y, 6), found):
      found = y
    return torch.t(found)

  # Copies rows into their place of a tensor.
  def put(self, whole: Tensor, start: int, rows: Tensor) -> int:
    target = torch.narrow(whole, 0, start, rows.size(0))
    _0 = target.copy_(rows)
    return start
